// Made by scripts/generators/fhir-elements from the StructureDefinitions of FHIR R4 (4.0.1).

extension FHIRElements {
    static let resources1 = """
        Account R identifier:Identifier* status:s type:CodeableConcept name:s subject:Reference* \
        servicePeriod:Period coverage:Account.coverage* owner:Reference description:s \
        guarantor:Account.guarantor* partOf:Reference
        Account.coverage B coverage:Reference priority:i
        Account.guarantor B party:Reference onHold:b period:Period
        ActivityDefinition R url:s identifier:Identifier* version:s name:s title:s subtitle:s status:s \
        experimental:b subject[x]:CodeableConcept,Reference date:s publisher:s contact:ContactDetail* \
        description:s useContext:UsageContext* jurisdiction:CodeableConcept* purpose:s usage:s copyright:s \
        approvalDate:s lastReviewDate:s effectivePeriod:Period topic:CodeableConcept* author:ContactDetail* \
        editor:ContactDetail* reviewer:ContactDetail* endorser:ContactDetail* relatedArtifact:RelatedArtifact* \
        library:s* kind:s profile:s code:CodeableConcept intent:s priority:s doNotPerform:b timing[x]:Timing,\
        dateTime=s,Age,Period,Range,Duration location:Reference participant:ActivityDefinition.participant* \
        product[x]:Reference,CodeableConcept quantity:Quantity dosage:Dosage* bodySite:CodeableConcept* \
        specimenRequirement:Reference* observationRequirement:Reference* observationResultRequirement:Reference* \
        transform:s dynamicValue:ActivityDefinition.dynamicValue*
        ActivityDefinition.participant B type:s role:CodeableConcept
        ActivityDefinition.dynamicValue B path:s expression:Expression
        AdverseEvent R identifier:Identifier actuality:s category:CodeableConcept* event:CodeableConcept \
        subject:Reference encounter:Reference date:s detected:s recordedDate:s resultingCondition:Reference* \
        location:Reference seriousness:CodeableConcept severity:CodeableConcept outcome:CodeableConcept \
        recorder:Reference contributor:Reference* suspectEntity:AdverseEvent.suspectEntity* \
        subjectMedicalHistory:Reference* referenceDocument:Reference* study:Reference*
        AdverseEvent.suspectEntity B instance:Reference causality:AdverseEvent.suspectEntity.causality*
        AdverseEvent.suspectEntity.causality B assessment:CodeableConcept productRelatedness:s author:Reference \
        method:CodeableConcept
        AllergyIntolerance R identifier:Identifier* clinicalStatus:CodeableConcept \
        verificationStatus:CodeableConcept type:s category:s* criticality:s code:CodeableConcept \
        patient:Reference encounter:Reference onset[x]:dateTime=s,Age,Period,Range,string=s recordedDate:s \
        recorder:Reference asserter:Reference lastOccurrence:s note:Annotation* \
        reaction:AllergyIntolerance.reaction*
        AllergyIntolerance.reaction B substance:CodeableConcept manifestation:CodeableConcept* description:s \
        onset:s severity:s exposureRoute:CodeableConcept note:Annotation*
        Appointment R identifier:Identifier* status:s cancelationReason:CodeableConcept \
        serviceCategory:CodeableConcept* serviceType:CodeableConcept* specialty:CodeableConcept* \
        appointmentType:CodeableConcept reasonCode:CodeableConcept* reasonReference:Reference* priority:i \
        description:s supportingInformation:Reference* start:s end:s minutesDuration:i slot:Reference* created:s \
        comment:s patientInstruction:s basedOn:Reference* participant:Appointment.participant* \
        requestedPeriod:Period*
        Appointment.participant B type:CodeableConcept* actor:Reference required:s status:s period:Period
        AppointmentResponse R identifier:Identifier* appointment:Reference start:s end:s \
        participantType:CodeableConcept* actor:Reference participantStatus:s comment:s
        AuditEvent R type:Coding subtype:Coding* action:s period:Period recorded:s outcome:s outcomeDesc:s \
        purposeOfEvent:CodeableConcept* agent:AuditEvent.agent* source:AuditEvent.source entity:AuditEvent.entity*
        AuditEvent.agent B type:CodeableConcept role:CodeableConcept* who:Reference altId:s name:s requestor:b \
        location:Reference policy:s* media:Coding network:AuditEvent.agent.network purposeOfUse:CodeableConcept*
        AuditEvent.agent.network B address:s type:s
        AuditEvent.source B site:s observer:Reference type:Coding*
        AuditEvent.entity B what:Reference type:Coding role:Coding lifecycle:Coding securityLabel:Coding* name:s \
        description:s query:s detail:AuditEvent.entity.detail*
        AuditEvent.entity.detail B type:s value[x]:string=s,base64Binary=s
        Basic R identifier:Identifier* code:CodeableConcept subject:Reference created:s author:Reference
        Binary r contentType:s securityContext:Reference data:s
        BiologicallyDerivedProduct R identifier:Identifier* productCategory:s productCode:CodeableConcept \
        status:s request:Reference* quantity:i parent:Reference* collection:BiologicallyDerivedProduct.collection \
        processing:BiologicallyDerivedProduct.processing* manipulation:BiologicallyDerivedProduct.manipulation \
        storage:BiologicallyDerivedProduct.storage*
        BiologicallyDerivedProduct.collection B collector:Reference source:Reference collected[x]:dateTime=s,\
        Period
        BiologicallyDerivedProduct.processing B description:s procedure:CodeableConcept additive:Reference \
        time[x]:dateTime=s,Period
        BiologicallyDerivedProduct.manipulation B description:s time[x]:dateTime=s,Period
        BiologicallyDerivedProduct.storage B description:s temperature:d scale:s duration:Period
        BodyStructure R identifier:Identifier* active:b morphology:CodeableConcept location:CodeableConcept \
        locationQualifier:CodeableConcept* description:s image:Attachment* patient:Reference
        Bundle r identifier:Identifier type:s timestamp:s total:i link:Bundle.link* entry:Bundle.entry* \
        signature:Signature
        Bundle.link B relation:s url:s
        Bundle.entry B link:Bundle.link* fullUrl:s resource:Resource search:Bundle.entry.search \
        request:Bundle.entry.request response:Bundle.entry.response
        Bundle.entry.search B mode:s score:d
        Bundle.entry.request B method:s url:s ifNoneMatch:s ifModifiedSince:s ifMatch:s ifNoneExist:s
        Bundle.entry.response B status:s location:s etag:s lastModified:s outcome:Resource
        CapabilityStatement R url:s version:s name:s title:s status:s experimental:b date:s publisher:s \
        contact:ContactDetail* description:s useContext:UsageContext* jurisdiction:CodeableConcept* purpose:s \
        copyright:s kind:s instantiates:s* imports:s* software:CapabilityStatement.software \
        implementation:CapabilityStatement.implementation fhirVersion:s format:s* patchFormat:s* \
        implementationGuide:s* rest:CapabilityStatement.rest* messaging:CapabilityStatement.messaging* \
        document:CapabilityStatement.document*
        CapabilityStatement.software B name:s version:s releaseDate:s
        CapabilityStatement.implementation B description:s url:s custodian:Reference
        CapabilityStatement.rest B mode:s documentation:s security:CapabilityStatement.rest.security \
        resource:CapabilityStatement.rest.resource* interaction:CapabilityStatement.rest.interaction* \
        searchParam:CapabilityStatement.rest.resource.searchParam* \
        operation:CapabilityStatement.rest.resource.operation* compartment:s*
        CapabilityStatement.rest.security B cors:b service:CodeableConcept* description:s
        CapabilityStatement.rest.resource B type:s profile:s supportedProfile:s* documentation:s \
        interaction:CapabilityStatement.rest.resource.interaction* versioning:s readHistory:b updateCreate:b \
        conditionalCreate:b conditionalRead:s conditionalUpdate:b conditionalDelete:s referencePolicy:s* \
        searchInclude:s* searchRevInclude:s* searchParam:CapabilityStatement.rest.resource.searchParam* \
        operation:CapabilityStatement.rest.resource.operation*
        CapabilityStatement.rest.resource.interaction B code:s documentation:s
        CapabilityStatement.rest.resource.searchParam B name:s definition:s type:s documentation:s
        CapabilityStatement.rest.resource.operation B name:s definition:s documentation:s
        CapabilityStatement.rest.interaction B code:s documentation:s
        CapabilityStatement.messaging B endpoint:CapabilityStatement.messaging.endpoint* reliableCache:i \
        documentation:s supportedMessage:CapabilityStatement.messaging.supportedMessage*
        CapabilityStatement.messaging.endpoint B protocol:Coding address:s
        CapabilityStatement.messaging.supportedMessage B mode:s definition:s
        CapabilityStatement.document B mode:s documentation:s profile:s
        CarePlan R identifier:Identifier* instantiatesCanonical:s* instantiatesUri:s* basedOn:Reference* \
        replaces:Reference* partOf:Reference* status:s intent:s category:CodeableConcept* title:s description:s \
        subject:Reference encounter:Reference period:Period created:s author:Reference contributor:Reference* \
        careTeam:Reference* addresses:Reference* supportingInfo:Reference* goal:Reference* \
        activity:CarePlan.activity* note:Annotation*
        CarePlan.activity B outcomeCodeableConcept:CodeableConcept* outcomeReference:Reference* \
        progress:Annotation* reference:Reference detail:CarePlan.activity.detail
        CarePlan.activity.detail B kind:s instantiatesCanonical:s* instantiatesUri:s* code:CodeableConcept \
        reasonCode:CodeableConcept* reasonReference:Reference* goal:Reference* status:s \
        statusReason:CodeableConcept doNotPerform:b scheduled[x]:Timing,Period,string=s location:Reference \
        performer:Reference* product[x]:CodeableConcept,Reference dailyAmount:Quantity quantity:Quantity \
        description:s
        CareTeam R identifier:Identifier* status:s category:CodeableConcept* name:s subject:Reference \
        encounter:Reference period:Period participant:CareTeam.participant* reasonCode:CodeableConcept* \
        reasonReference:Reference* managingOrganization:Reference* telecom:ContactPoint* note:Annotation*
        CareTeam.participant B role:CodeableConcept* member:Reference onBehalfOf:Reference period:Period
        CatalogEntry R identifier:Identifier* type:CodeableConcept orderable:b referencedItem:Reference \
        additionalIdentifier:Identifier* classification:CodeableConcept* status:s validityPeriod:Period validTo:s \
        lastUpdated:s additionalCharacteristic:CodeableConcept* additionalClassification:CodeableConcept* \
        relatedEntry:CatalogEntry.relatedEntry*
        CatalogEntry.relatedEntry B relationtype:s item:Reference
        ChargeItem R identifier:Identifier* definitionUri:s* definitionCanonical:s* status:s partOf:Reference* \
        code:CodeableConcept subject:Reference context:Reference occurrence[x]:dateTime=s,Period,Timing \
        performer:ChargeItem.performer* performingOrganization:Reference requestingOrganization:Reference \
        costCenter:Reference quantity:Quantity bodysite:CodeableConcept* factorOverride:d priceOverride:Money \
        overrideReason:s enterer:Reference enteredDate:s reason:CodeableConcept* service:Reference* \
        product[x]:Reference,CodeableConcept account:Reference* note:Annotation* supportingInformation:Reference*
        ChargeItem.performer B function:CodeableConcept actor:Reference
        ChargeItemDefinition R url:s identifier:Identifier* version:s title:s derivedFromUri:s* partOf:s* \
        replaces:s* status:s experimental:b date:s publisher:s contact:ContactDetail* description:s \
        useContext:UsageContext* jurisdiction:CodeableConcept* copyright:s approvalDate:s lastReviewDate:s \
        effectivePeriod:Period code:CodeableConcept instance:Reference* \
        applicability:ChargeItemDefinition.applicability* propertyGroup:ChargeItemDefinition.propertyGroup*
        ChargeItemDefinition.applicability B description:s language:s expression:s
        ChargeItemDefinition.propertyGroup B applicability:ChargeItemDefinition.applicability* \
        priceComponent:ChargeItemDefinition.propertyGroup.priceComponent*
        ChargeItemDefinition.propertyGroup.priceComponent B type:s code:CodeableConcept factor:d amount:Money
        Claim R identifier:Identifier* status:s type:CodeableConcept subType:CodeableConcept use:s \
        patient:Reference billablePeriod:Period created:s enterer:Reference insurer:Reference provider:Reference \
        priority:CodeableConcept fundsReserve:CodeableConcept related:Claim.related* prescription:Reference \
        originalPrescription:Reference payee:Claim.payee referral:Reference facility:Reference \
        careTeam:Claim.careTeam* supportingInfo:Claim.supportingInfo* diagnosis:Claim.diagnosis* \
        procedure:Claim.procedure* insurance:Claim.insurance* accident:Claim.accident item:Claim.item* total:Money
        Claim.related B claim:Reference relationship:CodeableConcept reference:Identifier
        Claim.payee B type:CodeableConcept party:Reference
        Claim.careTeam B sequence:i provider:Reference responsible:b role:CodeableConcept \
        qualification:CodeableConcept
        Claim.supportingInfo B sequence:i category:CodeableConcept code:CodeableConcept timing[x]:date=s,Period \
        value[x]:boolean=b,string=s,Quantity,Attachment,Reference reason:CodeableConcept
        Claim.diagnosis B sequence:i diagnosis[x]:CodeableConcept,Reference type:CodeableConcept* \
        onAdmission:CodeableConcept packageCode:CodeableConcept
        Claim.procedure B sequence:i type:CodeableConcept* date:s procedure[x]:CodeableConcept,Reference \
        udi:Reference*
        Claim.insurance B sequence:i focal:b identifier:Identifier coverage:Reference businessArrangement:s \
        preAuthRef:s* claimResponse:Reference
        Claim.accident B date:s type:CodeableConcept location[x]:Address,Reference
        Claim.item B sequence:i careTeamSequence:i* diagnosisSequence:i* procedureSequence:i* \
        informationSequence:i* revenue:CodeableConcept category:CodeableConcept productOrService:CodeableConcept \
        modifier:CodeableConcept* programCode:CodeableConcept* serviced[x]:date=s,Period \
        location[x]:CodeableConcept,Address,Reference quantity:Quantity unitPrice:Money factor:d net:Money \
        udi:Reference* bodySite:CodeableConcept subSite:CodeableConcept* encounter:Reference* \
        detail:Claim.item.detail*
        Claim.item.detail B sequence:i revenue:CodeableConcept category:CodeableConcept \
        productOrService:CodeableConcept modifier:CodeableConcept* programCode:CodeableConcept* quantity:Quantity \
        unitPrice:Money factor:d net:Money udi:Reference* subDetail:Claim.item.detail.subDetail*
        Claim.item.detail.subDetail B sequence:i revenue:CodeableConcept category:CodeableConcept \
        productOrService:CodeableConcept modifier:CodeableConcept* programCode:CodeableConcept* quantity:Quantity \
        unitPrice:Money factor:d net:Money udi:Reference*
        ClaimResponse R identifier:Identifier* status:s type:CodeableConcept subType:CodeableConcept use:s \
        patient:Reference created:s insurer:Reference requestor:Reference request:Reference outcome:s \
        disposition:s preAuthRef:s preAuthPeriod:Period payeeType:CodeableConcept item:ClaimResponse.item* \
        addItem:ClaimResponse.addItem* adjudication:ClaimResponse.item.adjudication* total:ClaimResponse.total* \
        payment:ClaimResponse.payment fundsReserve:CodeableConcept formCode:CodeableConcept form:Attachment \
        processNote:ClaimResponse.processNote* communicationRequest:Reference* insurance:ClaimResponse.insurance* \
        error:ClaimResponse.error*
        ClaimResponse.item B itemSequence:i noteNumber:i* adjudication:ClaimResponse.item.adjudication* \
        detail:ClaimResponse.item.detail*
        ClaimResponse.item.adjudication B category:CodeableConcept reason:CodeableConcept amount:Money value:d
        ClaimResponse.item.detail B detailSequence:i noteNumber:i* adjudication:ClaimResponse.item.adjudication* \
        subDetail:ClaimResponse.item.detail.subDetail*
        ClaimResponse.item.detail.subDetail B subDetailSequence:i noteNumber:i* \
        adjudication:ClaimResponse.item.adjudication*
        ClaimResponse.addItem B itemSequence:i* detailSequence:i* subdetailSequence:i* provider:Reference* \
        productOrService:CodeableConcept modifier:CodeableConcept* programCode:CodeableConcept* \
        serviced[x]:date=s,Period location[x]:CodeableConcept,Address,Reference quantity:Quantity unitPrice:Money \
        factor:d net:Money bodySite:CodeableConcept subSite:CodeableConcept* noteNumber:i* \
        adjudication:ClaimResponse.item.adjudication* detail:ClaimResponse.addItem.detail*
        ClaimResponse.addItem.detail B productOrService:CodeableConcept modifier:CodeableConcept* \
        quantity:Quantity unitPrice:Money factor:d net:Money noteNumber:i* \
        adjudication:ClaimResponse.item.adjudication* subDetail:ClaimResponse.addItem.detail.subDetail*
        ClaimResponse.addItem.detail.subDetail B productOrService:CodeableConcept modifier:CodeableConcept* \
        quantity:Quantity unitPrice:Money factor:d net:Money noteNumber:i* \
        adjudication:ClaimResponse.item.adjudication*
        ClaimResponse.total B category:CodeableConcept amount:Money
        ClaimResponse.payment B type:CodeableConcept adjustment:Money adjustmentReason:CodeableConcept date:s \
        amount:Money identifier:Identifier
        ClaimResponse.processNote B number:i type:s text:s language:CodeableConcept
        ClaimResponse.insurance B sequence:i focal:b coverage:Reference businessArrangement:s \
        claimResponse:Reference
        ClaimResponse.error B itemSequence:i detailSequence:i subDetailSequence:i code:CodeableConcept
        ClinicalImpression R identifier:Identifier* status:s statusReason:CodeableConcept code:CodeableConcept \
        description:s subject:Reference encounter:Reference effective[x]:dateTime=s,Period date:s \
        assessor:Reference previous:Reference problem:Reference* investigation:ClinicalImpression.investigation* \
        protocol:s* summary:s finding:ClinicalImpression.finding* prognosisCodeableConcept:CodeableConcept* \
        prognosisReference:Reference* supportingInfo:Reference* note:Annotation*
        ClinicalImpression.investigation B code:CodeableConcept item:Reference*
        ClinicalImpression.finding B itemCodeableConcept:CodeableConcept itemReference:Reference basis:s
        CodeSystem R url:s identifier:Identifier* version:s name:s title:s status:s experimental:b date:s \
        publisher:s contact:ContactDetail* description:s useContext:UsageContext* jurisdiction:CodeableConcept* \
        purpose:s copyright:s caseSensitive:b valueSet:s hierarchyMeaning:s compositional:b versionNeeded:b \
        content:s supplements:s count:i filter:CodeSystem.filter* property:CodeSystem.property* \
        concept:CodeSystem.concept*
        CodeSystem.filter B code:s description:s operator:s* value:s
        CodeSystem.property B code:s uri:s description:s type:s
        CodeSystem.concept B code:s display:s definition:s designation:CodeSystem.concept.designation* \
        property:CodeSystem.concept.property* concept:CodeSystem.concept*
        CodeSystem.concept.designation B language:s use:Coding value:s
        CodeSystem.concept.property B code:s value[x]:code=s,Coding,string=s,integer=i,boolean=b,dateTime=s,\
        decimal=d
        Communication R identifier:Identifier* instantiatesCanonical:s* instantiatesUri:s* basedOn:Reference* \
        partOf:Reference* inResponseTo:Reference* status:s statusReason:CodeableConcept category:CodeableConcept* \
        priority:s medium:CodeableConcept* subject:Reference topic:CodeableConcept about:Reference* \
        encounter:Reference sent:s received:s recipient:Reference* sender:Reference reasonCode:CodeableConcept* \
        reasonReference:Reference* payload:Communication.payload* note:Annotation*
        Communication.payload B content[x]:string=s,Attachment,Reference
        CommunicationRequest R identifier:Identifier* basedOn:Reference* replaces:Reference* \
        groupIdentifier:Identifier status:s statusReason:CodeableConcept category:CodeableConcept* priority:s \
        doNotPerform:b medium:CodeableConcept* subject:Reference about:Reference* encounter:Reference \
        payload:CommunicationRequest.payload* occurrence[x]:dateTime=s,Period authoredOn:s requester:Reference \
        recipient:Reference* sender:Reference reasonCode:CodeableConcept* reasonReference:Reference* \
        note:Annotation*
        CommunicationRequest.payload B content[x]:string=s,Attachment,Reference
        CompartmentDefinition R url:s version:s name:s status:s experimental:b date:s publisher:s \
        contact:ContactDetail* description:s useContext:UsageContext* purpose:s code:s search:b \
        resource:CompartmentDefinition.resource*
        CompartmentDefinition.resource B code:s param:s* documentation:s
        Composition R identifier:Identifier status:s type:CodeableConcept category:CodeableConcept* \
        subject:Reference encounter:Reference date:s author:Reference* title:s confidentiality:s \
        attester:Composition.attester* custodian:Reference relatesTo:Composition.relatesTo* \
        event:Composition.event* section:Composition.section*
        Composition.attester B mode:s time:s party:Reference
        Composition.relatesTo B code:s target[x]:Identifier,Reference
        Composition.event B code:CodeableConcept* period:Period detail:Reference*
        Composition.section B title:s code:CodeableConcept author:Reference* focus:Reference text:Narrative \
        mode:s orderedBy:CodeableConcept entry:Reference* emptyReason:CodeableConcept section:Composition.section*
        ConceptMap R url:s identifier:Identifier version:s name:s title:s status:s experimental:b date:s \
        publisher:s contact:ContactDetail* description:s useContext:UsageContext* jurisdiction:CodeableConcept* \
        purpose:s copyright:s source[x]:uri=s,canonical=s target[x]:uri=s,canonical=s group:ConceptMap.group*
        ConceptMap.group B source:s sourceVersion:s target:s targetVersion:s element:ConceptMap.group.element* \
        unmapped:ConceptMap.group.unmapped
        ConceptMap.group.element B code:s display:s target:ConceptMap.group.element.target*
        ConceptMap.group.element.target B code:s display:s equivalence:s comment:s \
        dependsOn:ConceptMap.group.element.target.dependsOn* product:ConceptMap.group.element.target.dependsOn*
        ConceptMap.group.element.target.dependsOn B property:s system:s value:s display:s
        ConceptMap.group.unmapped B mode:s code:s display:s url:s
        Condition R identifier:Identifier* clinicalStatus:CodeableConcept verificationStatus:CodeableConcept \
        category:CodeableConcept* severity:CodeableConcept code:CodeableConcept bodySite:CodeableConcept* \
        subject:Reference encounter:Reference onset[x]:dateTime=s,Age,Period,Range,string=s \
        abatement[x]:dateTime=s,Age,Period,Range,string=s recordedDate:s recorder:Reference asserter:Reference \
        stage:Condition.stage* evidence:Condition.evidence* note:Annotation*
        Condition.stage B summary:CodeableConcept assessment:Reference* type:CodeableConcept
        Condition.evidence B code:CodeableConcept* detail:Reference*
        Consent R identifier:Identifier* status:s scope:CodeableConcept category:CodeableConcept* \
        patient:Reference dateTime:s performer:Reference* organization:Reference* source[x]:Attachment,Reference \
        policy:Consent.policy* policyRule:CodeableConcept verification:Consent.verification* \
        provision:Consent.provision
        Consent.policy B authority:s uri:s
        Consent.verification B verified:b verifiedWith:Reference verificationDate:s
        Consent.provision B type:s period:Period actor:Consent.provision.actor* action:CodeableConcept* \
        securityLabel:Coding* purpose:Coding* class:Coding* code:CodeableConcept* dataPeriod:Period \
        data:Consent.provision.data* provision:Consent.provision*
        Consent.provision.actor B role:CodeableConcept reference:Reference
        Consent.provision.data B meaning:s reference:Reference
        Contract R identifier:Identifier* url:s version:s status:s legalState:CodeableConcept \
        instantiatesCanonical:Reference instantiatesUri:s contentDerivative:CodeableConcept issued:s \
        applies:Period expirationType:CodeableConcept subject:Reference* authority:Reference* domain:Reference* \
        site:Reference* name:s title:s subtitle:s alias:s* author:Reference scope:CodeableConcept \
        topic[x]:CodeableConcept,Reference type:CodeableConcept subType:CodeableConcept* \
        contentDefinition:Contract.contentDefinition term:Contract.term* supportingInfo:Reference* \
        relevantHistory:Reference* signer:Contract.signer* friendly:Contract.friendly* legal:Contract.legal* \
        rule:Contract.rule* legallyBinding[x]:Attachment,Reference
        Contract.contentDefinition B type:CodeableConcept subType:CodeableConcept publisher:Reference \
        publicationDate:s publicationStatus:s copyright:s
        Contract.term B identifier:Identifier issued:s applies:Period topic[x]:CodeableConcept,Reference \
        type:CodeableConcept subType:CodeableConcept text:s securityLabel:Contract.term.securityLabel* \
        offer:Contract.term.offer asset:Contract.term.asset* action:Contract.term.action* group:Contract.term*
        Contract.term.securityLabel B number:i* classification:Coding category:Coding* control:Coding*
        Contract.term.offer B identifier:Identifier* party:Contract.term.offer.party* topic:Reference \
        type:CodeableConcept decision:CodeableConcept decisionMode:CodeableConcept* \
        answer:Contract.term.offer.answer* text:s linkId:s* securityLabelNumber:i*
        Contract.term.offer.party B reference:Reference* role:CodeableConcept
        Contract.term.offer.answer B value[x]:boolean=b,decimal=d,integer=i,date=s,dateTime=s,time=s,string=s,\
        uri=s,Attachment,Coding,Quantity,Reference
        Contract.term.asset B scope:CodeableConcept type:CodeableConcept* typeReference:Reference* \
        subtype:CodeableConcept* relationship:Coding context:Contract.term.asset.context* condition:s \
        periodType:CodeableConcept* period:Period* usePeriod:Period* text:s linkId:s* \
        answer:Contract.term.offer.answer* securityLabelNumber:i* valuedItem:Contract.term.asset.valuedItem*
        Contract.term.asset.context B reference:Reference code:CodeableConcept* text:s
        Contract.term.asset.valuedItem B entity[x]:CodeableConcept,Reference identifier:Identifier \
        effectiveTime:s quantity:Quantity unitPrice:Money factor:d points:d net:Money payment:s paymentDate:s \
        responsible:Reference recipient:Reference linkId:s* securityLabelNumber:i*
        Contract.term.action B doNotPerform:b type:CodeableConcept subject:Contract.term.action.subject* \
        intent:CodeableConcept linkId:s* status:CodeableConcept context:Reference contextLinkId:s* \
        occurrence[x]:dateTime=s,Period,Timing requester:Reference* requesterLinkId:s* \
        performerType:CodeableConcept* performerRole:CodeableConcept performer:Reference performerLinkId:s* \
        reasonCode:CodeableConcept* reasonReference:Reference* reason:s* reasonLinkId:s* note:Annotation* \
        securityLabelNumber:i*
        Contract.term.action.subject B reference:Reference* role:CodeableConcept
        Contract.signer B type:Coding party:Reference signature:Signature*
        Contract.friendly B content[x]:Attachment,Reference
        Contract.legal B content[x]:Attachment,Reference
        Contract.rule B content[x]:Attachment,Reference
        Coverage R identifier:Identifier* status:s type:CodeableConcept policyHolder:Reference \
        subscriber:Reference subscriberId:s beneficiary:Reference dependent:s relationship:CodeableConcept \
        period:Period payor:Reference* class:Coverage.class* order:i network:s \
        costToBeneficiary:Coverage.costToBeneficiary* subrogation:b contract:Reference*
        Coverage.class B type:CodeableConcept value:s name:s
        Coverage.costToBeneficiary B type:CodeableConcept value[x]:Quantity,Money \
        exception:Coverage.costToBeneficiary.exception*
        Coverage.costToBeneficiary.exception B type:CodeableConcept period:Period
        CoverageEligibilityRequest R identifier:Identifier* status:s priority:CodeableConcept purpose:s* \
        patient:Reference serviced[x]:date=s,Period created:s enterer:Reference provider:Reference \
        insurer:Reference facility:Reference supportingInfo:CoverageEligibilityRequest.supportingInfo* \
        insurance:CoverageEligibilityRequest.insurance* item:CoverageEligibilityRequest.item*
        CoverageEligibilityRequest.supportingInfo B sequence:i information:Reference appliesToAll:b
        CoverageEligibilityRequest.insurance B focal:b coverage:Reference businessArrangement:s
        CoverageEligibilityRequest.item B supportingInfoSequence:i* category:CodeableConcept \
        productOrService:CodeableConcept modifier:CodeableConcept* provider:Reference quantity:Quantity \
        unitPrice:Money facility:Reference diagnosis:CoverageEligibilityRequest.item.diagnosis* detail:Reference*
        CoverageEligibilityRequest.item.diagnosis B diagnosis[x]:CodeableConcept,Reference
        CoverageEligibilityResponse R identifier:Identifier* status:s purpose:s* patient:Reference \
        serviced[x]:date=s,Period created:s requestor:Reference request:Reference outcome:s disposition:s \
        insurer:Reference insurance:CoverageEligibilityResponse.insurance* preAuthRef:s form:CodeableConcept \
        error:CoverageEligibilityResponse.error*
        CoverageEligibilityResponse.insurance B coverage:Reference inforce:b benefitPeriod:Period \
        item:CoverageEligibilityResponse.insurance.item*
        CoverageEligibilityResponse.insurance.item B category:CodeableConcept productOrService:CodeableConcept \
        modifier:CodeableConcept* provider:Reference excluded:b name:s description:s network:CodeableConcept \
        unit:CodeableConcept term:CodeableConcept benefit:CoverageEligibilityResponse.insurance.item.benefit* \
        authorizationRequired:b authorizationSupporting:CodeableConcept* authorizationUrl:s
        CoverageEligibilityResponse.insurance.item.benefit B type:CodeableConcept allowed[x]:unsignedInt=i,\
        string=s,Money used[x]:unsignedInt=i,string=s,Money
        CoverageEligibilityResponse.error B code:CodeableConcept
        """
}

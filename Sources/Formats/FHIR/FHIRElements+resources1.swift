// Made by scripts/generators/fhir-elements from the StructureDefinitions of FHIR R4 (4.0.1).

extension FHIRElements {
    static let resources1 = """
        Account R identifier:Identifier* status:c! type:CodeableConcept name:s subject:Reference* \
        servicePeriod:Period coverage:Account.coverage* owner:Reference description:s \
        guarantor:Account.guarantor* partOf:Reference
        Account.coverage B coverage:Reference! priority:p
        Account.guarantor B party:Reference! onHold:b period:Period
        ActivityDefinition R url:u identifier:Identifier* version:s name:s title:s subtitle:s status:c! \
        experimental:b subject[x]:CodeableConcept,Reference date:t publisher:s contact:ContactDetail* \
        description:s useContext:UsageContext* jurisdiction:CodeableConcept* purpose:s usage:s copyright:s \
        approvalDate:y lastReviewDate:y effectivePeriod:Period topic:CodeableConcept* author:ContactDetail* \
        editor:ContactDetail* reviewer:ContactDetail* endorser:ContactDetail* relatedArtifact:RelatedArtifact* \
        library:u* kind:c profile:u code:CodeableConcept intent:c priority:c doNotPerform:b timing[x]:Timing,\
        dateTime=t,Age,Period,Range,Duration location:Reference participant:ActivityDefinition.participant* \
        product[x]:Reference,CodeableConcept quantity:Quantity dosage:Dosage* bodySite:CodeableConcept* \
        specimenRequirement:Reference* observationRequirement:Reference* observationResultRequirement:Reference* \
        transform:u dynamicValue:ActivityDefinition.dynamicValue*
        ActivityDefinition.participant B type:c! role:CodeableConcept
        ActivityDefinition.dynamicValue B path:s! expression:Expression!
        AdverseEvent R identifier:Identifier actuality:c! category:CodeableConcept* event:CodeableConcept \
        subject:Reference! encounter:Reference date:t detected:t recordedDate:t resultingCondition:Reference* \
        location:Reference seriousness:CodeableConcept severity:CodeableConcept outcome:CodeableConcept \
        recorder:Reference contributor:Reference* suspectEntity:AdverseEvent.suspectEntity* \
        subjectMedicalHistory:Reference* referenceDocument:Reference* study:Reference*
        AdverseEvent.suspectEntity B instance:Reference! causality:AdverseEvent.suspectEntity.causality*
        AdverseEvent.suspectEntity.causality B assessment:CodeableConcept productRelatedness:s author:Reference \
        method:CodeableConcept
        AllergyIntolerance R identifier:Identifier* clinicalStatus:CodeableConcept \
        verificationStatus:CodeableConcept type:c category:c* criticality:c code:CodeableConcept \
        patient:Reference! encounter:Reference onset[x]:dateTime=t,Age,Period,Range,string=s recordedDate:t \
        recorder:Reference asserter:Reference lastOccurrence:t note:Annotation* \
        reaction:AllergyIntolerance.reaction*
        AllergyIntolerance.reaction B substance:CodeableConcept manifestation:CodeableConcept*! description:s \
        onset:t severity:c exposureRoute:CodeableConcept note:Annotation*
        Appointment R identifier:Identifier* status:c! cancelationReason:CodeableConcept \
        serviceCategory:CodeableConcept* serviceType:CodeableConcept* specialty:CodeableConcept* \
        appointmentType:CodeableConcept reasonCode:CodeableConcept* reasonReference:Reference* priority:n \
        description:s supportingInformation:Reference* start:z end:z minutesDuration:p slot:Reference* created:t \
        comment:s patientInstruction:s basedOn:Reference* participant:Appointment.participant*! \
        requestedPeriod:Period*
        Appointment.participant B type:CodeableConcept* actor:Reference required:c status:c! period:Period
        AppointmentResponse R identifier:Identifier* appointment:Reference! start:z end:z \
        participantType:CodeableConcept* actor:Reference participantStatus:c! comment:s
        AuditEvent R type:Coding! subtype:Coding* action:c period:Period recorded:z! outcome:c outcomeDesc:s \
        purposeOfEvent:CodeableConcept* agent:AuditEvent.agent*! source:AuditEvent.source! \
        entity:AuditEvent.entity*
        AuditEvent.agent B type:CodeableConcept role:CodeableConcept* who:Reference altId:s name:s requestor:b! \
        location:Reference policy:u* media:Coding network:AuditEvent.agent.network purposeOfUse:CodeableConcept*
        AuditEvent.agent.network B address:s type:c
        AuditEvent.source B site:s observer:Reference! type:Coding*
        AuditEvent.entity B what:Reference type:Coding role:Coding lifecycle:Coding securityLabel:Coding* name:s \
        description:s query:e detail:AuditEvent.entity.detail*
        AuditEvent.entity.detail B type:s! value[x]:string=s,base64Binary=e!
        Basic R identifier:Identifier* code:CodeableConcept! subject:Reference created:y author:Reference
        Binary r contentType:c! securityContext:Reference data:e
        BiologicallyDerivedProduct R identifier:Identifier* productCategory:c productCode:CodeableConcept \
        status:c request:Reference* quantity:i parent:Reference* collection:BiologicallyDerivedProduct.collection \
        processing:BiologicallyDerivedProduct.processing* manipulation:BiologicallyDerivedProduct.manipulation \
        storage:BiologicallyDerivedProduct.storage*
        BiologicallyDerivedProduct.collection B collector:Reference source:Reference collected[x]:dateTime=t,\
        Period
        BiologicallyDerivedProduct.processing B description:s procedure:CodeableConcept additive:Reference \
        time[x]:dateTime=t,Period
        BiologicallyDerivedProduct.manipulation B description:s time[x]:dateTime=t,Period
        BiologicallyDerivedProduct.storage B description:s temperature:d scale:c duration:Period
        BodyStructure R identifier:Identifier* active:b morphology:CodeableConcept location:CodeableConcept \
        locationQualifier:CodeableConcept* description:s image:Attachment* patient:Reference!
        Bundle r identifier:Identifier type:c! timestamp:z total:n link:Bundle.link* entry:Bundle.entry* \
        signature:Signature
        Bundle.link B relation:s! url:u!
        Bundle.entry B link:Bundle.link* fullUrl:u resource:Resource search:Bundle.entry.search \
        request:Bundle.entry.request response:Bundle.entry.response
        Bundle.entry.search B mode:c score:d
        Bundle.entry.request B method:c! url:u! ifNoneMatch:s ifModifiedSince:z ifMatch:s ifNoneExist:s
        Bundle.entry.response B status:s! location:u etag:s lastModified:z outcome:Resource
        CapabilityStatement R url:u version:s name:s title:s status:c! experimental:b date:t! publisher:s \
        contact:ContactDetail* description:s useContext:UsageContext* jurisdiction:CodeableConcept* purpose:s \
        copyright:s kind:c! instantiates:u* imports:u* software:CapabilityStatement.software \
        implementation:CapabilityStatement.implementation fhirVersion:c! format:c*! patchFormat:c* \
        implementationGuide:u* rest:CapabilityStatement.rest* messaging:CapabilityStatement.messaging* \
        document:CapabilityStatement.document*
        CapabilityStatement.software B name:s! version:s releaseDate:t
        CapabilityStatement.implementation B description:s! url:u custodian:Reference
        CapabilityStatement.rest B mode:c! documentation:s security:CapabilityStatement.rest.security \
        resource:CapabilityStatement.rest.resource* interaction:CapabilityStatement.rest.interaction* \
        searchParam:CapabilityStatement.rest.resource.searchParam* \
        operation:CapabilityStatement.rest.resource.operation* compartment:u*
        CapabilityStatement.rest.security B cors:b service:CodeableConcept* description:s
        CapabilityStatement.rest.resource B type:c! profile:u supportedProfile:u* documentation:s \
        interaction:CapabilityStatement.rest.resource.interaction* versioning:c readHistory:b updateCreate:b \
        conditionalCreate:b conditionalRead:c conditionalUpdate:b conditionalDelete:c referencePolicy:c* \
        searchInclude:s* searchRevInclude:s* searchParam:CapabilityStatement.rest.resource.searchParam* \
        operation:CapabilityStatement.rest.resource.operation*
        CapabilityStatement.rest.resource.interaction B code:c! documentation:s
        CapabilityStatement.rest.resource.searchParam B name:s! definition:u type:c! documentation:s
        CapabilityStatement.rest.resource.operation B name:s! definition:u! documentation:s
        CapabilityStatement.rest.interaction B code:c! documentation:s
        CapabilityStatement.messaging B endpoint:CapabilityStatement.messaging.endpoint* reliableCache:n \
        documentation:s supportedMessage:CapabilityStatement.messaging.supportedMessage*
        CapabilityStatement.messaging.endpoint B protocol:Coding! address:u!
        CapabilityStatement.messaging.supportedMessage B mode:c! definition:u!
        CapabilityStatement.document B mode:c! documentation:s profile:u!
        CarePlan R identifier:Identifier* instantiatesCanonical:u* instantiatesUri:u* basedOn:Reference* \
        replaces:Reference* partOf:Reference* status:c! intent:c! category:CodeableConcept* title:s description:s \
        subject:Reference! encounter:Reference period:Period created:t author:Reference contributor:Reference* \
        careTeam:Reference* addresses:Reference* supportingInfo:Reference* goal:Reference* \
        activity:CarePlan.activity* note:Annotation*
        CarePlan.activity B outcomeCodeableConcept:CodeableConcept* outcomeReference:Reference* \
        progress:Annotation* reference:Reference detail:CarePlan.activity.detail
        CarePlan.activity.detail B kind:c instantiatesCanonical:u* instantiatesUri:u* code:CodeableConcept \
        reasonCode:CodeableConcept* reasonReference:Reference* goal:Reference* status:c! \
        statusReason:CodeableConcept doNotPerform:b scheduled[x]:Timing,Period,string=s location:Reference \
        performer:Reference* product[x]:CodeableConcept,Reference dailyAmount:Quantity quantity:Quantity \
        description:s
        CareTeam R identifier:Identifier* status:c category:CodeableConcept* name:s subject:Reference \
        encounter:Reference period:Period participant:CareTeam.participant* reasonCode:CodeableConcept* \
        reasonReference:Reference* managingOrganization:Reference* telecom:ContactPoint* note:Annotation*
        CareTeam.participant B role:CodeableConcept* member:Reference onBehalfOf:Reference period:Period
        CatalogEntry R identifier:Identifier* type:CodeableConcept orderable:b! referencedItem:Reference! \
        additionalIdentifier:Identifier* classification:CodeableConcept* status:c validityPeriod:Period validTo:t \
        lastUpdated:t additionalCharacteristic:CodeableConcept* additionalClassification:CodeableConcept* \
        relatedEntry:CatalogEntry.relatedEntry*
        CatalogEntry.relatedEntry B relationtype:c! item:Reference!
        ChargeItem R identifier:Identifier* definitionUri:u* definitionCanonical:u* status:c! partOf:Reference* \
        code:CodeableConcept! subject:Reference! context:Reference occurrence[x]:dateTime=t,Period,Timing \
        performer:ChargeItem.performer* performingOrganization:Reference requestingOrganization:Reference \
        costCenter:Reference quantity:Quantity bodysite:CodeableConcept* factorOverride:d priceOverride:Money \
        overrideReason:s enterer:Reference enteredDate:t reason:CodeableConcept* service:Reference* \
        product[x]:Reference,CodeableConcept account:Reference* note:Annotation* supportingInformation:Reference*
        ChargeItem.performer B function:CodeableConcept actor:Reference!
        ChargeItemDefinition R url:u! identifier:Identifier* version:s title:s derivedFromUri:u* partOf:u* \
        replaces:u* status:c! experimental:b date:t publisher:s contact:ContactDetail* description:s \
        useContext:UsageContext* jurisdiction:CodeableConcept* copyright:s approvalDate:y lastReviewDate:y \
        effectivePeriod:Period code:CodeableConcept instance:Reference* \
        applicability:ChargeItemDefinition.applicability* propertyGroup:ChargeItemDefinition.propertyGroup*
        ChargeItemDefinition.applicability B description:s language:s expression:s
        ChargeItemDefinition.propertyGroup B applicability:ChargeItemDefinition.applicability* \
        priceComponent:ChargeItemDefinition.propertyGroup.priceComponent*
        ChargeItemDefinition.propertyGroup.priceComponent B type:c! code:CodeableConcept factor:d amount:Money
        Claim R identifier:Identifier* status:c! type:CodeableConcept! subType:CodeableConcept use:c! \
        patient:Reference! billablePeriod:Period created:t! enterer:Reference insurer:Reference \
        provider:Reference! priority:CodeableConcept! fundsReserve:CodeableConcept related:Claim.related* \
        prescription:Reference originalPrescription:Reference payee:Claim.payee referral:Reference \
        facility:Reference careTeam:Claim.careTeam* supportingInfo:Claim.supportingInfo* \
        diagnosis:Claim.diagnosis* procedure:Claim.procedure* insurance:Claim.insurance*! accident:Claim.accident \
        item:Claim.item* total:Money
        Claim.related B claim:Reference relationship:CodeableConcept reference:Identifier
        Claim.payee B type:CodeableConcept! party:Reference
        Claim.careTeam B sequence:p! provider:Reference! responsible:b role:CodeableConcept \
        qualification:CodeableConcept
        Claim.supportingInfo B sequence:p! category:CodeableConcept! code:CodeableConcept timing[x]:date=y,Period \
        value[x]:boolean=b,string=s,Quantity,Attachment,Reference reason:CodeableConcept
        Claim.diagnosis B sequence:p! diagnosis[x]:CodeableConcept,Reference! type:CodeableConcept* \
        onAdmission:CodeableConcept packageCode:CodeableConcept
        Claim.procedure B sequence:p! type:CodeableConcept* date:t procedure[x]:CodeableConcept,Reference! \
        udi:Reference*
        Claim.insurance B sequence:p! focal:b! identifier:Identifier coverage:Reference! businessArrangement:s \
        preAuthRef:s* claimResponse:Reference
        Claim.accident B date:y! type:CodeableConcept location[x]:Address,Reference
        Claim.item B sequence:p! careTeamSequence:p* diagnosisSequence:p* procedureSequence:p* \
        informationSequence:p* revenue:CodeableConcept category:CodeableConcept productOrService:CodeableConcept! \
        modifier:CodeableConcept* programCode:CodeableConcept* serviced[x]:date=y,Period \
        location[x]:CodeableConcept,Address,Reference quantity:Quantity unitPrice:Money factor:d net:Money \
        udi:Reference* bodySite:CodeableConcept subSite:CodeableConcept* encounter:Reference* \
        detail:Claim.item.detail*
        Claim.item.detail B sequence:p! revenue:CodeableConcept category:CodeableConcept \
        productOrService:CodeableConcept! modifier:CodeableConcept* programCode:CodeableConcept* \
        quantity:Quantity unitPrice:Money factor:d net:Money udi:Reference* subDetail:Claim.item.detail.subDetail*
        Claim.item.detail.subDetail B sequence:p! revenue:CodeableConcept category:CodeableConcept \
        productOrService:CodeableConcept! modifier:CodeableConcept* programCode:CodeableConcept* \
        quantity:Quantity unitPrice:Money factor:d net:Money udi:Reference*
        ClaimResponse R identifier:Identifier* status:c! type:CodeableConcept! subType:CodeableConcept use:c! \
        patient:Reference! created:t! insurer:Reference! requestor:Reference request:Reference outcome:c! \
        disposition:s preAuthRef:s preAuthPeriod:Period payeeType:CodeableConcept item:ClaimResponse.item* \
        addItem:ClaimResponse.addItem* adjudication:ClaimResponse.item.adjudication* total:ClaimResponse.total* \
        payment:ClaimResponse.payment fundsReserve:CodeableConcept formCode:CodeableConcept form:Attachment \
        processNote:ClaimResponse.processNote* communicationRequest:Reference* insurance:ClaimResponse.insurance* \
        error:ClaimResponse.error*
        ClaimResponse.item B itemSequence:p! noteNumber:p* adjudication:ClaimResponse.item.adjudication*! \
        detail:ClaimResponse.item.detail*
        ClaimResponse.item.adjudication B category:CodeableConcept! reason:CodeableConcept amount:Money value:d
        ClaimResponse.item.detail B detailSequence:p! noteNumber:p* \
        adjudication:ClaimResponse.item.adjudication*! subDetail:ClaimResponse.item.detail.subDetail*
        ClaimResponse.item.detail.subDetail B subDetailSequence:p! noteNumber:p* \
        adjudication:ClaimResponse.item.adjudication*
        ClaimResponse.addItem B itemSequence:p* detailSequence:p* subdetailSequence:p* provider:Reference* \
        productOrService:CodeableConcept! modifier:CodeableConcept* programCode:CodeableConcept* \
        serviced[x]:date=y,Period location[x]:CodeableConcept,Address,Reference quantity:Quantity unitPrice:Money \
        factor:d net:Money bodySite:CodeableConcept subSite:CodeableConcept* noteNumber:p* \
        adjudication:ClaimResponse.item.adjudication*! detail:ClaimResponse.addItem.detail*
        ClaimResponse.addItem.detail B productOrService:CodeableConcept! modifier:CodeableConcept* \
        quantity:Quantity unitPrice:Money factor:d net:Money noteNumber:p* \
        adjudication:ClaimResponse.item.adjudication*! subDetail:ClaimResponse.addItem.detail.subDetail*
        ClaimResponse.addItem.detail.subDetail B productOrService:CodeableConcept! modifier:CodeableConcept* \
        quantity:Quantity unitPrice:Money factor:d net:Money noteNumber:p* \
        adjudication:ClaimResponse.item.adjudication*!
        ClaimResponse.total B category:CodeableConcept! amount:Money!
        ClaimResponse.payment B type:CodeableConcept! adjustment:Money adjustmentReason:CodeableConcept date:y \
        amount:Money! identifier:Identifier
        ClaimResponse.processNote B number:p type:c text:s! language:CodeableConcept
        ClaimResponse.insurance B sequence:p! focal:b! coverage:Reference! businessArrangement:s \
        claimResponse:Reference
        ClaimResponse.error B itemSequence:p detailSequence:p subDetailSequence:p code:CodeableConcept!
        ClinicalImpression R identifier:Identifier* status:c! statusReason:CodeableConcept code:CodeableConcept \
        description:s subject:Reference! encounter:Reference effective[x]:dateTime=t,Period date:t \
        assessor:Reference previous:Reference problem:Reference* investigation:ClinicalImpression.investigation* \
        protocol:u* summary:s finding:ClinicalImpression.finding* prognosisCodeableConcept:CodeableConcept* \
        prognosisReference:Reference* supportingInfo:Reference* note:Annotation*
        ClinicalImpression.investigation B code:CodeableConcept! item:Reference*
        ClinicalImpression.finding B itemCodeableConcept:CodeableConcept itemReference:Reference basis:s
        CodeSystem R url:u identifier:Identifier* version:s name:s title:s status:c! experimental:b date:t \
        publisher:s contact:ContactDetail* description:s useContext:UsageContext* jurisdiction:CodeableConcept* \
        purpose:s copyright:s caseSensitive:b valueSet:u hierarchyMeaning:c compositional:b versionNeeded:b \
        content:c! supplements:u count:n filter:CodeSystem.filter* property:CodeSystem.property* \
        concept:CodeSystem.concept*
        CodeSystem.filter B code:c! description:s operator:c*! value:s!
        CodeSystem.property B code:c! uri:u description:s type:c!
        CodeSystem.concept B code:c! display:s definition:s designation:CodeSystem.concept.designation* \
        property:CodeSystem.concept.property* concept:CodeSystem.concept*
        CodeSystem.concept.designation B language:c use:Coding value:s!
        CodeSystem.concept.property B code:c! value[x]:code=c,Coding,string=s,integer=i,boolean=b,dateTime=t,\
        decimal=d!
        Communication R identifier:Identifier* instantiatesCanonical:u* instantiatesUri:u* basedOn:Reference* \
        partOf:Reference* inResponseTo:Reference* status:c! statusReason:CodeableConcept \
        category:CodeableConcept* priority:c medium:CodeableConcept* subject:Reference topic:CodeableConcept \
        about:Reference* encounter:Reference sent:t received:t recipient:Reference* sender:Reference \
        reasonCode:CodeableConcept* reasonReference:Reference* payload:Communication.payload* note:Annotation*
        Communication.payload B content[x]:string=s,Attachment,Reference!
        CommunicationRequest R identifier:Identifier* basedOn:Reference* replaces:Reference* \
        groupIdentifier:Identifier status:c! statusReason:CodeableConcept category:CodeableConcept* priority:c \
        doNotPerform:b medium:CodeableConcept* subject:Reference about:Reference* encounter:Reference \
        payload:CommunicationRequest.payload* occurrence[x]:dateTime=t,Period authoredOn:t requester:Reference \
        recipient:Reference* sender:Reference reasonCode:CodeableConcept* reasonReference:Reference* \
        note:Annotation*
        CommunicationRequest.payload B content[x]:string=s,Attachment,Reference!
        CompartmentDefinition R url:u! version:s name:s! status:c! experimental:b date:t publisher:s \
        contact:ContactDetail* description:s useContext:UsageContext* purpose:s code:c! search:b! \
        resource:CompartmentDefinition.resource*
        CompartmentDefinition.resource B code:c! param:s* documentation:s
        Composition R identifier:Identifier status:c! type:CodeableConcept! category:CodeableConcept* \
        subject:Reference encounter:Reference date:t! author:Reference*! title:s! confidentiality:c \
        attester:Composition.attester* custodian:Reference relatesTo:Composition.relatesTo* \
        event:Composition.event* section:Composition.section*
        Composition.attester B mode:c! time:t party:Reference
        Composition.relatesTo B code:c! target[x]:Identifier,Reference!
        Composition.event B code:CodeableConcept* period:Period detail:Reference*
        Composition.section B title:s code:CodeableConcept author:Reference* focus:Reference text:Narrative \
        mode:c orderedBy:CodeableConcept entry:Reference* emptyReason:CodeableConcept section:Composition.section*
        ConceptMap R url:u identifier:Identifier version:s name:s title:s status:c! experimental:b date:t \
        publisher:s contact:ContactDetail* description:s useContext:UsageContext* jurisdiction:CodeableConcept* \
        purpose:s copyright:s source[x]:uri=u,canonical=u target[x]:uri=u,canonical=u group:ConceptMap.group*
        ConceptMap.group B source:u sourceVersion:s target:u targetVersion:s element:ConceptMap.group.element*! \
        unmapped:ConceptMap.group.unmapped
        ConceptMap.group.element B code:c display:s target:ConceptMap.group.element.target*
        ConceptMap.group.element.target B code:c display:s equivalence:c! comment:s \
        dependsOn:ConceptMap.group.element.target.dependsOn* product:ConceptMap.group.element.target.dependsOn*
        ConceptMap.group.element.target.dependsOn B property:u! system:u value:s! display:s
        ConceptMap.group.unmapped B mode:c! code:c display:s url:u
        Condition R identifier:Identifier* clinicalStatus:CodeableConcept verificationStatus:CodeableConcept \
        category:CodeableConcept* severity:CodeableConcept code:CodeableConcept bodySite:CodeableConcept* \
        subject:Reference! encounter:Reference onset[x]:dateTime=t,Age,Period,Range,string=s \
        abatement[x]:dateTime=t,Age,Period,Range,string=s recordedDate:t recorder:Reference asserter:Reference \
        stage:Condition.stage* evidence:Condition.evidence* note:Annotation*
        Condition.stage B summary:CodeableConcept assessment:Reference* type:CodeableConcept
        Condition.evidence B code:CodeableConcept* detail:Reference*
        Consent R identifier:Identifier* status:c! scope:CodeableConcept! category:CodeableConcept*! \
        patient:Reference dateTime:t performer:Reference* organization:Reference* source[x]:Attachment,Reference \
        policy:Consent.policy* policyRule:CodeableConcept verification:Consent.verification* \
        provision:Consent.provision
        Consent.policy B authority:u uri:u
        Consent.verification B verified:b! verifiedWith:Reference verificationDate:t
        Consent.provision B type:c period:Period actor:Consent.provision.actor* action:CodeableConcept* \
        securityLabel:Coding* purpose:Coding* class:Coding* code:CodeableConcept* dataPeriod:Period \
        data:Consent.provision.data* provision:Consent.provision*
        Consent.provision.actor B role:CodeableConcept! reference:Reference!
        Consent.provision.data B meaning:c! reference:Reference!
        Contract R identifier:Identifier* url:u version:s status:c legalState:CodeableConcept \
        instantiatesCanonical:Reference instantiatesUri:u contentDerivative:CodeableConcept issued:t \
        applies:Period expirationType:CodeableConcept subject:Reference* authority:Reference* domain:Reference* \
        site:Reference* name:s title:s subtitle:s alias:s* author:Reference scope:CodeableConcept \
        topic[x]:CodeableConcept,Reference type:CodeableConcept subType:CodeableConcept* \
        contentDefinition:Contract.contentDefinition term:Contract.term* supportingInfo:Reference* \
        relevantHistory:Reference* signer:Contract.signer* friendly:Contract.friendly* legal:Contract.legal* \
        rule:Contract.rule* legallyBinding[x]:Attachment,Reference
        Contract.contentDefinition B type:CodeableConcept! subType:CodeableConcept publisher:Reference \
        publicationDate:t publicationStatus:c! copyright:s
        Contract.term B identifier:Identifier issued:t applies:Period topic[x]:CodeableConcept,Reference \
        type:CodeableConcept subType:CodeableConcept text:s securityLabel:Contract.term.securityLabel* \
        offer:Contract.term.offer! asset:Contract.term.asset* action:Contract.term.action* group:Contract.term*
        Contract.term.securityLabel B number:n* classification:Coding! category:Coding* control:Coding*
        Contract.term.offer B identifier:Identifier* party:Contract.term.offer.party* topic:Reference \
        type:CodeableConcept decision:CodeableConcept decisionMode:CodeableConcept* \
        answer:Contract.term.offer.answer* text:s linkId:s* securityLabelNumber:n*
        Contract.term.offer.party B reference:Reference*! role:CodeableConcept!
        Contract.term.offer.answer B value[x]:boolean=b,decimal=d,integer=i,date=y,dateTime=t,time=h,string=s,\
        uri=u,Attachment,Coding,Quantity,Reference!
        Contract.term.asset B scope:CodeableConcept type:CodeableConcept* typeReference:Reference* \
        subtype:CodeableConcept* relationship:Coding context:Contract.term.asset.context* condition:s \
        periodType:CodeableConcept* period:Period* usePeriod:Period* text:s linkId:s* \
        answer:Contract.term.offer.answer* securityLabelNumber:n* valuedItem:Contract.term.asset.valuedItem*
        Contract.term.asset.context B reference:Reference code:CodeableConcept* text:s
        Contract.term.asset.valuedItem B entity[x]:CodeableConcept,Reference identifier:Identifier \
        effectiveTime:t quantity:Quantity unitPrice:Money factor:d points:d net:Money payment:s paymentDate:t \
        responsible:Reference recipient:Reference linkId:s* securityLabelNumber:n*
        Contract.term.action B doNotPerform:b type:CodeableConcept! subject:Contract.term.action.subject* \
        intent:CodeableConcept! linkId:s* status:CodeableConcept! context:Reference contextLinkId:s* \
        occurrence[x]:dateTime=t,Period,Timing requester:Reference* requesterLinkId:s* \
        performerType:CodeableConcept* performerRole:CodeableConcept performer:Reference performerLinkId:s* \
        reasonCode:CodeableConcept* reasonReference:Reference* reason:s* reasonLinkId:s* note:Annotation* \
        securityLabelNumber:n*
        Contract.term.action.subject B reference:Reference*! role:CodeableConcept
        Contract.signer B type:Coding! party:Reference! signature:Signature*!
        Contract.friendly B content[x]:Attachment,Reference!
        Contract.legal B content[x]:Attachment,Reference!
        Contract.rule B content[x]:Attachment,Reference!
        Coverage R identifier:Identifier* status:c! type:CodeableConcept policyHolder:Reference \
        subscriber:Reference subscriberId:s beneficiary:Reference! dependent:s relationship:CodeableConcept \
        period:Period payor:Reference*! class:Coverage.class* order:p network:s \
        costToBeneficiary:Coverage.costToBeneficiary* subrogation:b contract:Reference*
        Coverage.class B type:CodeableConcept! value:s! name:s
        Coverage.costToBeneficiary B type:CodeableConcept value[x]:Quantity,Money! \
        exception:Coverage.costToBeneficiary.exception*
        Coverage.costToBeneficiary.exception B type:CodeableConcept! period:Period
        CoverageEligibilityRequest R identifier:Identifier* status:c! priority:CodeableConcept purpose:c*! \
        patient:Reference! serviced[x]:date=y,Period created:t! enterer:Reference provider:Reference \
        insurer:Reference! facility:Reference supportingInfo:CoverageEligibilityRequest.supportingInfo* \
        insurance:CoverageEligibilityRequest.insurance* item:CoverageEligibilityRequest.item*
        CoverageEligibilityRequest.supportingInfo B sequence:p! information:Reference! appliesToAll:b
        CoverageEligibilityRequest.insurance B focal:b coverage:Reference! businessArrangement:s
        CoverageEligibilityRequest.item B supportingInfoSequence:p* category:CodeableConcept \
        productOrService:CodeableConcept modifier:CodeableConcept* provider:Reference quantity:Quantity \
        unitPrice:Money facility:Reference diagnosis:CoverageEligibilityRequest.item.diagnosis* detail:Reference*
        CoverageEligibilityRequest.item.diagnosis B diagnosis[x]:CodeableConcept,Reference
        CoverageEligibilityResponse R identifier:Identifier* status:c! purpose:c*! patient:Reference! \
        serviced[x]:date=y,Period created:t! requestor:Reference request:Reference! outcome:c! disposition:s \
        insurer:Reference! insurance:CoverageEligibilityResponse.insurance* preAuthRef:s form:CodeableConcept \
        error:CoverageEligibilityResponse.error*
        CoverageEligibilityResponse.insurance B coverage:Reference! inforce:b benefitPeriod:Period \
        item:CoverageEligibilityResponse.insurance.item*
        CoverageEligibilityResponse.insurance.item B category:CodeableConcept productOrService:CodeableConcept \
        modifier:CodeableConcept* provider:Reference excluded:b name:s description:s network:CodeableConcept \
        unit:CodeableConcept term:CodeableConcept benefit:CoverageEligibilityResponse.insurance.item.benefit* \
        authorizationRequired:b authorizationSupporting:CodeableConcept* authorizationUrl:u
        CoverageEligibilityResponse.insurance.item.benefit B type:CodeableConcept! allowed[x]:unsignedInt=n,\
        string=s,Money used[x]:unsignedInt=n,string=s,Money
        CoverageEligibilityResponse.error B code:CodeableConcept!
        """
}

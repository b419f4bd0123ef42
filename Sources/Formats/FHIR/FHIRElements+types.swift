// Made by scripts/generators/fhir-elements from the StructureDefinitions of FHIR R4 (4.0.1).

extension FHIRElements {
    static let types = """
        Address E use:c type:c text:s line:s* city:s district:s state:s postalCode:s country:s period:Period
        Age E value:d comparator:c unit:s system:u code:c
        Annotation E author[x]:Reference,string=s time:t text:s!
        Attachment E contentType:c language:c data:e url:u size:n hash:e title:s creation:t
        CodeableConcept E coding:Coding* text:s
        Coding E system:u version:s code:c display:s userSelected:b
        ContactDetail E name:s telecom:ContactPoint*
        ContactPoint E system:c value:s use:c rank:p period:Period
        Contributor E type:c! name:s! contact:ContactDetail*
        Count E value:d comparator:c unit:s system:u code:c
        DataRequirement E type:c! profile:u* subject[x]:CodeableConcept,Reference mustSupport:s* \
        codeFilter:DataRequirement.codeFilter* dateFilter:DataRequirement.dateFilter* limit:p \
        sort:DataRequirement.sort*
        DataRequirement.codeFilter E path:s searchParam:s valueSet:u code:Coding*
        DataRequirement.dateFilter E path:s searchParam:s value[x]:dateTime=t,Period,Duration
        DataRequirement.sort E path:s! direction:c!
        Distance E value:d comparator:c unit:s system:u code:c
        Dosage B sequence:i text:s additionalInstruction:CodeableConcept* patientInstruction:s timing:Timing \
        asNeeded[x]:boolean=b,CodeableConcept site:CodeableConcept route:CodeableConcept method:CodeableConcept \
        doseAndRate:Dosage.doseAndRate* maxDosePerPeriod:Ratio maxDosePerAdministration:Quantity \
        maxDosePerLifetime:Quantity
        Dosage.doseAndRate E type:CodeableConcept dose[x]:Range,Quantity rate[x]:Ratio,Range,Quantity
        Duration E value:d comparator:c unit:s system:u code:c
        ElementDefinition B path:s! representation:c* sliceName:s sliceIsConstraining:b label:s code:Coding* \
        slicing:ElementDefinition.slicing short:s definition:s comment:s requirements:s alias:s* min:n max:s \
        base:ElementDefinition.base contentReference:u type:ElementDefinition.type* \
        defaultValue[x]:base64Binary=e,boolean=b,canonical=u,code=c,date=y,dateTime=t,decimal=d,id=k,instant=z,\
        integer=i,markdown=s,oid=u,positiveInt=p,string=s,time=h,unsignedInt=n,uri=u,url=u,uuid=u,Address,Age,\
        Annotation,Attachment,CodeableConcept,Coding,ContactPoint,Count,Distance,Duration,HumanName,Identifier,\
        Money,Period,Quantity,Range,Ratio,Reference,SampledData,Signature,Timing,ContactDetail,Contributor,\
        DataRequirement,Expression,ParameterDefinition,RelatedArtifact,TriggerDefinition,UsageContext,Dosage,Meta \
        meaningWhenMissing:s orderMeaning:s fixed[x]:base64Binary=e,boolean=b,canonical=u,code=c,date=y,\
        dateTime=t,decimal=d,id=k,instant=z,integer=i,markdown=s,oid=u,positiveInt=p,string=s,time=h,\
        unsignedInt=n,uri=u,url=u,uuid=u,Address,Age,Annotation,Attachment,CodeableConcept,Coding,ContactPoint,\
        Count,Distance,Duration,HumanName,Identifier,Money,Period,Quantity,Range,Ratio,Reference,SampledData,\
        Signature,Timing,ContactDetail,Contributor,DataRequirement,Expression,ParameterDefinition,RelatedArtifact,\
        TriggerDefinition,UsageContext,Dosage,Meta pattern[x]:base64Binary=e,boolean=b,canonical=u,code=c,date=y,\
        dateTime=t,decimal=d,id=k,instant=z,integer=i,markdown=s,oid=u,positiveInt=p,string=s,time=h,\
        unsignedInt=n,uri=u,url=u,uuid=u,Address,Age,Annotation,Attachment,CodeableConcept,Coding,ContactPoint,\
        Count,Distance,Duration,HumanName,Identifier,Money,Period,Quantity,Range,Ratio,Reference,SampledData,\
        Signature,Timing,ContactDetail,Contributor,DataRequirement,Expression,ParameterDefinition,RelatedArtifact,\
        TriggerDefinition,UsageContext,Dosage,Meta example:ElementDefinition.example* minValue[x]:date=y,\
        dateTime=t,instant=z,time=h,decimal=d,integer=i,positiveInt=p,unsignedInt=n,Quantity maxValue[x]:date=y,\
        dateTime=t,instant=z,time=h,decimal=d,integer=i,positiveInt=p,unsignedInt=n,Quantity maxLength:i \
        condition:k* constraint:ElementDefinition.constraint* mustSupport:b isModifier:b isModifierReason:s \
        isSummary:b binding:ElementDefinition.binding mapping:ElementDefinition.mapping*
        ElementDefinition.slicing E discriminator:ElementDefinition.slicing.discriminator* description:s \
        ordered:b rules:c!
        ElementDefinition.slicing.discriminator E type:c! path:s!
        ElementDefinition.base E path:s! min:n! max:s!
        ElementDefinition.type E code:u! profile:u* targetProfile:u* aggregation:c* versioning:c
        ElementDefinition.example E label:s! value[x]:base64Binary=e,boolean=b,canonical=u,code=c,date=y,\
        dateTime=t,decimal=d,id=k,instant=z,integer=i,markdown=s,oid=u,positiveInt=p,string=s,time=h,\
        unsignedInt=n,uri=u,url=u,uuid=u,Address,Age,Annotation,Attachment,CodeableConcept,Coding,ContactPoint,\
        Count,Distance,Duration,HumanName,Identifier,Money,Period,Quantity,Range,Ratio,Reference,SampledData,\
        Signature,Timing,ContactDetail,Contributor,DataRequirement,Expression,ParameterDefinition,RelatedArtifact,\
        TriggerDefinition,UsageContext,Dosage,Meta!
        ElementDefinition.constraint E key:k! requirements:s severity:c! human:s! expression:s xpath:s source:u
        ElementDefinition.binding E strength:c! description:s valueSet:u
        ElementDefinition.mapping E identity:k! language:c map:s! comment:s
        Expression E description:s name:k language:c! expression:s reference:u
        Extension E url:s! value[x]:base64Binary=e,boolean=b,canonical=u,code=c,date=y,dateTime=t,decimal=d,id=k,\
        instant=z,integer=i,markdown=s,oid=u,positiveInt=p,string=s,time=h,unsignedInt=n,uri=u,url=u,uuid=u,\
        Address,Age,Annotation,Attachment,CodeableConcept,Coding,ContactPoint,Count,Distance,Duration,HumanName,\
        Identifier,Money,Period,Quantity,Range,Ratio,Reference,SampledData,Signature,Timing,ContactDetail,\
        Contributor,DataRequirement,Expression,ParameterDefinition,RelatedArtifact,TriggerDefinition,UsageContext,\
        Dosage,Meta
        HumanName E use:c text:s family:s given:s* prefix:s* suffix:s* period:Period
        Identifier E use:c type:CodeableConcept system:u value:s period:Period assigner:Reference
        MarketingStatus B country:CodeableConcept! jurisdiction:CodeableConcept status:CodeableConcept! \
        dateRange:Period! restoreDate:t
        Meta E versionId:k lastUpdated:z source:u profile:u* security:Coding* tag:Coding*
        Money E value:d currency:c
        Narrative E status:c! div:x!
        ParameterDefinition E name:c use:c! min:i max:s documentation:s type:c! profile:u
        Period E start:t end:t
        Population B age[x]:Range,CodeableConcept gender:CodeableConcept race:CodeableConcept \
        physiologicalCondition:CodeableConcept
        ProdCharacteristic B height:Quantity width:Quantity depth:Quantity weight:Quantity nominalVolume:Quantity \
        externalDiameter:Quantity shape:s color:s* imprint:s* image:Attachment* scoring:CodeableConcept
        ProductShelfLife B identifier:Identifier type:CodeableConcept! period:Quantity! \
        specialPrecautionsForStorage:CodeableConcept*
        Quantity E value:d comparator:c unit:s system:u code:c
        Range E low:Quantity high:Quantity
        Ratio E numerator:Quantity denominator:Quantity
        Reference E reference:s type:u identifier:Identifier display:s
        RelatedArtifact E type:c! label:s display:s citation:s url:u document:Attachment resource:u
        SampledData E origin:Quantity! period:d! factor:d lowerLimit:d upperLimit:d dimensions:p! data:s
        Signature E type:Coding*! when:z! who:Reference! onBehalfOf:Reference targetFormat:c sigFormat:c data:e
        SubstanceAmount B amount[x]:Quantity,Range,string=s amountType:CodeableConcept amountText:s \
        referenceRange:SubstanceAmount.referenceRange
        SubstanceAmount.referenceRange E lowLimit:Quantity highLimit:Quantity
        Timing B event:t* repeat:Timing.repeat code:CodeableConcept
        Timing.repeat E bounds[x]:Duration,Range,Period count:p countMax:p duration:d durationMax:d \
        durationUnit:c frequency:p frequencyMax:p period:d periodMax:d periodUnit:c dayOfWeek:c* timeOfDay:h* \
        when:c* offset:n
        TriggerDefinition E type:c! name:s timing[x]:Timing,Reference,date=y,dateTime=t data:DataRequirement* \
        condition:Expression
        UsageContext E code:Coding! value[x]:CodeableConcept,Quantity,Range,Reference!
        """
}

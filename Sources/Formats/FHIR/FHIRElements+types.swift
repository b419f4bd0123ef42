// Made by scripts/generators/fhir-elements from the StructureDefinitions of FHIR R4 (4.0.1).

extension FHIRElements {
    static let types = """
        Address E use:s type:s text:s line:s* city:s district:s state:s postalCode:s country:s period:Period
        Age E value:d comparator:s unit:s system:s code:s
        Annotation E author[x]:Reference,string=s time:s text:s
        Attachment E contentType:s language:s data:s url:s size:i hash:s title:s creation:s
        CodeableConcept E coding:Coding* text:s
        Coding E system:s version:s code:s display:s userSelected:b
        ContactDetail E name:s telecom:ContactPoint*
        ContactPoint E system:s value:s use:s rank:i period:Period
        Contributor E type:s name:s contact:ContactDetail*
        Count E value:d comparator:s unit:s system:s code:s
        DataRequirement E type:s profile:s* subject[x]:CodeableConcept,Reference mustSupport:s* \
        codeFilter:DataRequirement.codeFilter* dateFilter:DataRequirement.dateFilter* limit:i \
        sort:DataRequirement.sort*
        DataRequirement.codeFilter E path:s searchParam:s valueSet:s code:Coding*
        DataRequirement.dateFilter E path:s searchParam:s value[x]:dateTime=s,Period,Duration
        DataRequirement.sort E path:s direction:s
        Distance E value:d comparator:s unit:s system:s code:s
        Dosage B sequence:i text:s additionalInstruction:CodeableConcept* patientInstruction:s timing:Timing \
        asNeeded[x]:boolean=b,CodeableConcept site:CodeableConcept route:CodeableConcept method:CodeableConcept \
        doseAndRate:Dosage.doseAndRate* maxDosePerPeriod:Ratio maxDosePerAdministration:Quantity \
        maxDosePerLifetime:Quantity
        Dosage.doseAndRate E type:CodeableConcept dose[x]:Range,Quantity rate[x]:Ratio,Range,Quantity
        Duration E value:d comparator:s unit:s system:s code:s
        ElementDefinition B path:s representation:s* sliceName:s sliceIsConstraining:b label:s code:Coding* \
        slicing:ElementDefinition.slicing short:s definition:s comment:s requirements:s alias:s* min:i max:s \
        base:ElementDefinition.base contentReference:s type:ElementDefinition.type* \
        defaultValue[x]:base64Binary=s,boolean=b,canonical=s,code=s,date=s,dateTime=s,decimal=d,id=s,instant=s,\
        integer=i,markdown=s,oid=s,positiveInt=i,string=s,time=s,unsignedInt=i,uri=s,url=s,uuid=s,Address,Age,\
        Annotation,Attachment,CodeableConcept,Coding,ContactPoint,Count,Distance,Duration,HumanName,Identifier,\
        Money,Period,Quantity,Range,Ratio,Reference,SampledData,Signature,Timing,ContactDetail,Contributor,\
        DataRequirement,Expression,ParameterDefinition,RelatedArtifact,TriggerDefinition,UsageContext,Dosage,Meta \
        meaningWhenMissing:s orderMeaning:s fixed[x]:base64Binary=s,boolean=b,canonical=s,code=s,date=s,\
        dateTime=s,decimal=d,id=s,instant=s,integer=i,markdown=s,oid=s,positiveInt=i,string=s,time=s,\
        unsignedInt=i,uri=s,url=s,uuid=s,Address,Age,Annotation,Attachment,CodeableConcept,Coding,ContactPoint,\
        Count,Distance,Duration,HumanName,Identifier,Money,Period,Quantity,Range,Ratio,Reference,SampledData,\
        Signature,Timing,ContactDetail,Contributor,DataRequirement,Expression,ParameterDefinition,RelatedArtifact,\
        TriggerDefinition,UsageContext,Dosage,Meta pattern[x]:base64Binary=s,boolean=b,canonical=s,code=s,date=s,\
        dateTime=s,decimal=d,id=s,instant=s,integer=i,markdown=s,oid=s,positiveInt=i,string=s,time=s,\
        unsignedInt=i,uri=s,url=s,uuid=s,Address,Age,Annotation,Attachment,CodeableConcept,Coding,ContactPoint,\
        Count,Distance,Duration,HumanName,Identifier,Money,Period,Quantity,Range,Ratio,Reference,SampledData,\
        Signature,Timing,ContactDetail,Contributor,DataRequirement,Expression,ParameterDefinition,RelatedArtifact,\
        TriggerDefinition,UsageContext,Dosage,Meta example:ElementDefinition.example* minValue[x]:date=s,\
        dateTime=s,instant=s,time=s,decimal=d,integer=i,positiveInt=i,unsignedInt=i,Quantity maxValue[x]:date=s,\
        dateTime=s,instant=s,time=s,decimal=d,integer=i,positiveInt=i,unsignedInt=i,Quantity maxLength:i \
        condition:s* constraint:ElementDefinition.constraint* mustSupport:b isModifier:b isModifierReason:s \
        isSummary:b binding:ElementDefinition.binding mapping:ElementDefinition.mapping*
        ElementDefinition.slicing E discriminator:ElementDefinition.slicing.discriminator* description:s \
        ordered:b rules:s
        ElementDefinition.slicing.discriminator E type:s path:s
        ElementDefinition.base E path:s min:i max:s
        ElementDefinition.type E code:s profile:s* targetProfile:s* aggregation:s* versioning:s
        ElementDefinition.example E label:s value[x]:base64Binary=s,boolean=b,canonical=s,code=s,date=s,\
        dateTime=s,decimal=d,id=s,instant=s,integer=i,markdown=s,oid=s,positiveInt=i,string=s,time=s,\
        unsignedInt=i,uri=s,url=s,uuid=s,Address,Age,Annotation,Attachment,CodeableConcept,Coding,ContactPoint,\
        Count,Distance,Duration,HumanName,Identifier,Money,Period,Quantity,Range,Ratio,Reference,SampledData,\
        Signature,Timing,ContactDetail,Contributor,DataRequirement,Expression,ParameterDefinition,RelatedArtifact,\
        TriggerDefinition,UsageContext,Dosage,Meta
        ElementDefinition.constraint E key:s requirements:s severity:s human:s expression:s xpath:s source:s
        ElementDefinition.binding E strength:s description:s valueSet:s
        ElementDefinition.mapping E identity:s language:s map:s comment:s
        Expression E description:s name:s language:s expression:s reference:s
        Extension E url:s value[x]:base64Binary=s,boolean=b,canonical=s,code=s,date=s,dateTime=s,decimal=d,id=s,\
        instant=s,integer=i,markdown=s,oid=s,positiveInt=i,string=s,time=s,unsignedInt=i,uri=s,url=s,uuid=s,\
        Address,Age,Annotation,Attachment,CodeableConcept,Coding,ContactPoint,Count,Distance,Duration,HumanName,\
        Identifier,Money,Period,Quantity,Range,Ratio,Reference,SampledData,Signature,Timing,ContactDetail,\
        Contributor,DataRequirement,Expression,ParameterDefinition,RelatedArtifact,TriggerDefinition,UsageContext,\
        Dosage,Meta
        HumanName E use:s text:s family:s given:s* prefix:s* suffix:s* period:Period
        Identifier E use:s type:CodeableConcept system:s value:s period:Period assigner:Reference
        MarketingStatus B country:CodeableConcept jurisdiction:CodeableConcept status:CodeableConcept \
        dateRange:Period restoreDate:s
        Meta E versionId:s lastUpdated:s source:s profile:s* security:Coding* tag:Coding*
        Money E value:d currency:s
        Narrative E status:s div:x
        ParameterDefinition E name:s use:s min:i max:s documentation:s type:s profile:s
        Period E start:s end:s
        Population B age[x]:Range,CodeableConcept gender:CodeableConcept race:CodeableConcept \
        physiologicalCondition:CodeableConcept
        ProdCharacteristic B height:Quantity width:Quantity depth:Quantity weight:Quantity nominalVolume:Quantity \
        externalDiameter:Quantity shape:s color:s* imprint:s* image:Attachment* scoring:CodeableConcept
        ProductShelfLife B identifier:Identifier type:CodeableConcept period:Quantity \
        specialPrecautionsForStorage:CodeableConcept*
        Quantity E value:d comparator:s unit:s system:s code:s
        Range E low:Quantity high:Quantity
        Ratio E numerator:Quantity denominator:Quantity
        Reference E reference:s type:s identifier:Identifier display:s
        RelatedArtifact E type:s label:s display:s citation:s url:s document:Attachment resource:s
        SampledData E origin:Quantity period:d factor:d lowerLimit:d upperLimit:d dimensions:i data:s
        Signature E type:Coding* when:s who:Reference onBehalfOf:Reference targetFormat:s sigFormat:s data:s
        SubstanceAmount B amount[x]:Quantity,Range,string=s amountType:CodeableConcept amountText:s \
        referenceRange:SubstanceAmount.referenceRange
        SubstanceAmount.referenceRange E lowLimit:Quantity highLimit:Quantity
        Timing B event:s* repeat:Timing.repeat code:CodeableConcept
        Timing.repeat E bounds[x]:Duration,Range,Period count:i countMax:i duration:d durationMax:d \
        durationUnit:s frequency:i frequencyMax:i period:d periodMax:d periodUnit:s dayOfWeek:s* timeOfDay:s* \
        when:s* offset:i
        TriggerDefinition E type:s name:s timing[x]:Timing,Reference,date=s,dateTime=s data:DataRequirement* \
        condition:Expression
        UsageContext E code:Coding value[x]:CodeableConcept,Quantity,Range,Reference
        """
}

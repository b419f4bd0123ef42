// Made by scripts/embed-rules from Systems/hl7v2-to-fhir/93-tables-specimen.rules; change that file and run make generate.
extension HL7ToFHIRRules {
    static let tablesSpecimen = #"""
        # Vocabulary of HL7 v2 in FHIR (HL7 v2-to-FHIR, concept maps): CODE|CODE|DISPLAY|SYSTEM, the system in the first line unless said.

        table SpecimenType http://terminology.hl7.org/CodeSystem/v2-0487
          ABS|ABS|Abscess
          ACNE|ACNE|Tissue, Acne
          ACNFLD|ACNFLD|Fluid, Acne
          AIRS|AIRS|Air Sample
          ALL|ALL|Allograft
          AMN|AMN|Amniotic fluid
          AMP|AMP|Amputation
          ANGI|ANGI|Catheter Tip, Angio
          ARTC|ARTC|Catheter Tip, Arterial
          ASERU|ASERU|Serum, Acute
          ASP|ASP|Aspirate
          ATTE|ATTE|Environment, Attest
          AUTOA|AUTOA|Environmental, Autoclave Ampule
          AUTOC|AUTOC|Environmental, Autoclave Capsule
          AUTP|AUTP|Autopsy
          BBL|BBL|Blood bag
          BCYST|BCYST|Cyst, Baker's
          BDY|BDY|Whole body
          BIFL|BIFL|Bile Fluid
          BITE|BITE|Bite
          BLD|BLD|Whole blood
          BLDA|BLDA|Blood arterial
          BLDCO|BLDCO|Cord blood
          BLDV|BLDV|Blood venous
          BLEB|BLEB|Bleb
          BLIST|BLIST|Blister
          BOIL|BOIL|Boil
          BON|BON|Bone
          BOWL|BOWL|Bowel contents
          BPH|BPH|Basophils
          BPU|BPU|Blood product unit
          BRN|BRN|Burn
          BRSH|BRSH|Brush
          BRTH|BRTH|Breath (use EXHLD)
          BRUS|BRUS|Brushing
          BUB|BUB|Bubo
          BULLA|BULLA|Bulla/Bullae
          BX|BX|Biopsy
          CALC|CALC|Calculus (=Stone)
          CARBU|CARBU|Carbuncle
          CAT|CAT|Catheter
          CBITE|CBITE|Bite, Cat
          CDM|CDM|Cardiac muscle
          CLIPP|CLIPP|Clippings
          CNJT|CNJT|Conjunctiva
          CNL|CNL|Cannula
          COL|COL|Colostrum
          CONE|CONE|Biospy, Cone
          CSCR|CSCR|Scratch, Cat
          CSERU|CSERU|Serum, Convalescent
          CSF|CSF|Cerebral spinal fluid
          CSITE|CSITE|Catheter Insertion Site
          CSMY|CSMY|Fluid,  Cystostomy Tube
          CST|CST|Fluid, Cyst
          CSVR|CSVR|Blood, Cell Saver
          CTP|CTP|Catheter tip
          CUR|CUR|Curretage
          CVM|CVM|Cervical Mucus
          CVPS|CVPS|Site, CVP
          CVPT|CVPT|Catheter Tip, CVP
          CYN|CYN|Nodule, Cystic
          CYST|CYST|Cyst
          DBITE|DBITE|Bite, Dog
          DCS|DCS|Sputum, Deep Cough
          DEC|DEC|Ulcer, Decubitus
          DEION|DEION|Environmental, Water  (Deionized)
          DIA|DIA|Dialysate
          DIAF|DIAF|Dialysis Fluid
          DISCHG|DISCHG|Discharge
          DIV|DIV|Diverticulum
          DRN|DRN|Drain
          DRNG|DRNG|Drainage, Tube
          DRNGP|DRNGP|Drainage, Penrose
          DUFL|DUFL|Duodenal fluid
          EARW|EARW|Ear wax (cerumen)
          EBRUSH|EBRUSH|Brush, Esophageal
          EEYE|EEYE|Environmental, Eye Wash
          EFF|EFF|Environmental, Effluent
          EFFUS|EFFUS|Effusion
          EFOD|EFOD|Environmental, Food
          EISO|EISO|Environmental, Isolette
          ELT|ELT|Electrode
          ENVIR|ENVIR|Environmental, Unidentified Substance
          EOS|EOS|Eosinophils
          EOTH|EOTH|Environmental, Other Substance
          ESOI|ESOI|Environmental, Soil
          ESOS|ESOS|Environmental, Solution (Sterile)
          ETA|ETA|Aspirate,  Endotrach
          ETTP|ETTP|Catheter Tip, Endotracheal
          ETTUB|ETTUB|Tube, Endotracheal
          EWHI|EWHI|Environmental, Whirlpool
          EXG|EXG|Gas, exhaled (=breath)
          EXS|EXS|Shunt, External
          EXUDTE|EXUDTE|Exudate
          FAW|FAW|Environmental, Water  (Well)
          FBLOOD|FBLOOD|Blood, Fetal
          FGA|FGA|Fluid,  Abdomen
          FIB|FIB|Fibroblasts
          FIST|FIST|Fistula
          FLD|FLD|Fluid, Other
          FLT|FLT|Filter
          FLU|FLU|Fluid, Body unsp
          FLUID|FLUID|Fluid
          FOLEY|FOLEY|Catheter Tip, Foley
          FRS|FRS|Fluid, Respiratory
          FSCLP|FSCLP|Scalp, Fetal
          FUR|FUR|Furuncle
          GAS|GAS|Gas
          GASA|GASA|Aspirate, Gastric
          GASAN|GASAN|Antrum, Gastric
          GASBR|GASBR|Brushing, Gastric
          GASD|GASD|Drainage, Gastric
          GAST|GAST|Fluid/contents, Gastric
          GENL|GENL|Genital lochia
          GENV|GENV|Genital vaginal
          GRAFT|GRAFT|Graft
          GRAFTS|GRAFTS|Graft Site
          GRANU|GRANU|Granuloma
          GROSH|GROSH|Catheter, Groshong
          GSOL|GSOL|Solution, Gastrostomy
          GSPEC|GSPEC|Biopsy, Gastric
          GT|GT|Tube, Gastric
          GTUBE|GTUBE|Drainage Tube, Drainage (Gastrostomy)
          HAR|HAR|Hair
          HBITE|HBITE|Bite, Human
          HBLUD|HBLUD|Blood, Autopsy
          HEMAQ|HEMAQ|Catheter Tip, Hemaquit
          HEMO|HEMO|Catheter Tip, Hemovac
          HERNI|HERNI|Tissue, Herniated
          HEV|HEV|Drain, Hemovac
          HIC|HIC|Catheter, Hickman
          HYDC|HYDC|Fluid, Hydrocele
          IBITE|IBITE|Bite, Insect
          ICYST|ICYST|Cyst, Inclusion
          IDC|IDC|Catheter Tip, Indwelling
          IHG|IHG|Gas, Inhaled
          ILEO|ILEO|Drainage, Ileostomy
          ILLEG|ILLEG|Source of Specimen Is Illegible
          IMP|IMP|Implant
          INCI|INCI|Site, Incision/Surgical
          INFIL|INFIL|Infiltrate
          INS|INS|Insect
          INTRD|INTRD|Catheter Tip, Introducer
          ISLT|ISLT|Isolate
          IT|IT|Intubation tube
          IUD|IUD|Intrauterine Device
          IVCAT|IVCAT|Catheter Tip, IV
          IVFLD|IVFLD|Fluid, IV
          IVTIP|IVTIP|Tubing Tip, IV
          JEJU|JEJU|Drainage, Jejunal
          JNTFLD|JNTFLD|Fluid, Joint
          JP|JP|Drainage, Jackson Pratt
          KELOI|KELOI|Lavage
          KIDFLD|KIDFLD|Fluid, Kidney
          LAVG|LAVG|Lavage, Bronhial
          LAVGG|LAVGG|Lavage, Gastric
          LAVGP|LAVGP|Lavage, Peritoneal
          LAVPG|LAVPG|Lavage, Pre-Bronch
          LENS1|LENS1|Contact Lens
          LENS2|LENS2|Contact Lens Case
          LESN|LESN|Lesion
          LIQ|LIQ|Liquid, Unspecified
          LIQO|LIQO|Liquid, Other
          LNA|LNA|Line arterial
          LNV|LNV|Line venous
          LSAC|LSAC|Fluid, Lumbar Sac
          LYM|LYM|Lymphocytes
          MAC|MAC|Macrophages
          MAHUR|MAHUR|Catheter Tip, Makurkour
          MAR|MAR|Marrow
          MASS|MASS|Mass
          MBLD|MBLD|Blood, Menstrual
          MEC|MEC|Meconium
          MILK|MILK|Breast milk
          MLK|MLK|Milk
          MUCOS|MUCOS|Mucosa
          MUCUS|MUCUS|Mucus
          NAIL|NAIL|Nail
          NASDR|NASDR|Drainage, Nasal
          NEDL|NEDL|Needle
          NEPH|NEPH|Site, Nephrostomy
          NGASP|NGASP|Aspirate, Nasogastric
          NGAST|NGAST|Drainage, Nasogastric
          NGS|NGS|Site, Naso/Gastric
          NODUL|NODUL|Nodule(s)
          NSECR|NSECR|Secretion, Nasal
          ORH|ORH|Other
          ORL|ORL|Lesion, Oral
          OTH|OTH|Source, Other
          PACEM|PACEM|Pacemaker
          PAFL|PAFL|Pancreatic fluid
          PCFL|PCFL|Fluid, Pericardial
          PDSIT|PDSIT|Site, Peritoneal Dialysis
          PDTS|PDTS|Site, Peritoneal Dialysis Tunnel
          PELVA|PELVA|Abscess, Pelvic
          PENIL|PENIL|Lesion, Penile
          PERIA|PERIA|Abscess, Perianal
          PILOC|PILOC|Cyst, Pilonidal
          PINS|PINS|Site, Pin
          PIS|PIS|Site, Pacemaker Insetion
          PLAN|PLAN|Plant Material
          PLAS|PLAS|Plasma
          PLB|PLB|Plasma bag
          PLC|PLC|Placenta
          PLEVS|PLEVS|Serum, Peak Level
          PLR|PLR|Pleural fluid (thoracentesis fluid)
          PMN|PMN|Polymorphonuclear neutrophils
          PND|PND|Drainage, Penile
          POL|POL|Polyps
          POPGS|POPGS|Graft Site, Popliteal
          POPLG|POPLG|Graft, Popliteal
          POPLV|POPLV|Site, Popliteal Vein
          PORTA|PORTA|Catheter, Porta
          PPP|PPP|Plasma, Platelet poor
          PROST|PROST|Prosthetic Device
          PRP|PRP|Plasma, Platelet rich
          PSC|PSC|Pseudocyst
          PUNCT|PUNCT|Wound, Puncture
          PUS|PUS|Pus
          PUSFR|PUSFR|Pustule
          PUST|PUST|Pus
          QC3|QC3|Quality Control
          RANDU|RANDU|Urine, Random
          RBC|RBC|Erythrocytes
          RBITE|RBITE|Bite, Reptile
          RECT|RECT|Drainage, Rectal
          RECTA|RECTA|Abscess, Rectal
          RENALC|RENALC|Cyst, Renal
          RENC|RENC|Fluid, Renal Cyst
          RES|RES|Respiratory
          SAL|SAL|Saliva
          SCAR|SCAR|Tissue, Keloid (Scar)
          SCLV|SCLV|Catheter Tip, Subclavian
          SCROA|SCROA|Abscess, Scrotal
          SECRE|SECRE|Secretion(s)
          SER|SER|Serum
          SHU|SHU|Site, Shunt
          SHUNF|SHUNF|Fluid, Shunt
          SHUNT|SHUNT|Shunt
          SITE|SITE|Site
          SKBP|SKBP|Biopsy, Skin
          SKN|SKN|Skin
          SMM|SMM|Mass, Sub-Mandibular
          SMN|SMN|Seminal fluid
          SNV|SNV|Fluid, synovial (Joint fluid)
          SPRM|SPRM|Spermatozoa
          SPRP|SPRP|Catheter Tip, Suprapubic
          SPRPB|SPRPB|Cathether Tip, Suprapubic
          SPS|SPS|Environmental, Spore Strip
          SPT|SPT|Sputum
          SPTC|SPTC|Sputum - coughed
          SPTT|SPTT|Sputum - tracheal aspirate
          SPUT1|SPUT1|Sputum, Simulated
          SPUTIN|SPUTIN|Sputum, Inducted
          SPUTSP|SPUTSP|Sputum, Spontaneous
          STER|STER|Environmental, Sterrad
          STL|STL|Stool = Fecal
          STONE|STONE|Stone, Kidney
          SUBMA|SUBMA|Abscess, Submandibular
          SUBMX|SUBMX|Abscess, Submaxillary
          SUMP|SUMP|Drainage, Sump
          SUP|SUP|Suprapubic Tap
          SUTUR|SUTUR|Suture
          SWGZ|SWGZ|Catheter Tip, Swan Gantz
          SWT|SWT|Sweat
          TASP|TASP|Aspirate, Tracheal
          TEAR|TEAR|Tears
          THRB|THRB|Thrombocyte (platelet)
          TISS|TISS|Tissue
          TISU|TISU|Tissue ulcer
          TLC|TLC|Cathether Tip, Triple Lumen
          TRAC|TRAC|Site, Tracheostomy
          TRANS|TRANS|Transudate
          TSERU|TSERU|Serum, Trough
          TSTES|TSTES|Abscess, Testicular
          TTRA|TTRA|Aspirate, Transtracheal
          TUBES|TUBES|Tubes
          TUMOR|TUMOR|Tumor
          TZANC|TZANC|Smear, Tzanck
          UDENT|UDENT|Source, Unidentified
          UMED|UMED|Unknown Medicine
          UR|UR|Urine
          URC|URC|Urine clean catch
          URINB|URINB|Urine, Bladder Washings
          URINC|URINC|Urine, Catheterized
          URINM|URINM|Urine, Midstream
          URINN|URINN|Urine, Nephrostomy
          URINP|URINP|Urine, Pedibag
          URNS|URNS|Urine sediment
          URT|URT|Urine catheter
          USCOP|USCOP|Urine, Cystoscopy
          USPEC|USPEC|Source, Unspecified
          USUB|USUB|Unkown substance
          VASTIP|VASTIP|Catheter Tip, Vas
          VENT|VENT|Catheter Tip, Ventricular
          VITF|VITF|Vitreous Fluid
          VOM|VOM|Vomitus
          WASH|WASH|Wash
          WASI|WASI|Washing, e.g. bronchial washing
          WAT|WAT|Water
          WB|WB|Blood, Whole
          WBC|WBC|Leukocytes
          WEN|WEN|Wen
          WICK|WICK|Wick
          WND|WND|Wound
          WNDA|WNDA|Wound abscess
          WNDD|WNDD|Wound drainage
          WNDE|WNDE|Wound exudate
          WORM|WORM|Worm
          WRT|WRT|Wart
          WWA|WWA|Environmental, Water
          WWO|WWO|Environmental, Water (Ocean)
          WWT|WWT|Environmental, Water  (Tap)
        """#
}

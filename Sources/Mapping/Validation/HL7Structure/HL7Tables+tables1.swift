// Made by scripts/generators/hl7-structures.

extension HL7Tables {
    static let tables1 = #"""
        bcdefgh 0008 AA AE AR CA CE CR
        bcdefg 0027 A P R S T
        h 0027 S A R P T
        bcdefgh 0038 A CA CM DC ER HD IP RP SC
        de 0061 ISO M10 M11 NPI
        bcdefgh 0065 A G L O P R S
        c 0074 AU BG BLB CH CP CT CTH CUS EC EN HM ICU IMG IMM LAB MB MCB MYC NMR NMS NRS OSL OT OTH OUS PAR PAT \#
        PF PHR PHY PT RAD RC RT RUS RX SP SR TX URN VR VUS XRC
        bdefg 0074 AU BG BLB CH CP CT CTH CUS EC EN HM ICU IMM LAB MB MCB MYC NMR NMS NRS OSL OT OTH OUS PF PHR \#
        PHY PT RAD RC RT RUS RX SP SR TX VR VUS XRC
        h 0074 AU BG BLB CUS CTH CT CH CP EC EN HM ICU IMM LAB MB MCB MYC NMS NMR NRS OUS OT OTH OSL PHR PT PHY \#
        PF RAD RX RUS RC RT SR SP TX VUS VR XRC
        defg 0080 A B N R S SP ST
        bc 0080 A N R S
        h 0080 A N R S SP B ST
        h 0085 A B C D F I N O P R S V X U W
        bcdefg 0085 C D F I N O P R S U W X
        de 0100 D O R S T
        bc 0102 D F
        de 0103 D P T
        d 0104 2.0 2.0D 2.1 2.2 2.3 2.3.1 2.4 2.5
        e 0104 2.0 2.0D 2.1 2.2 2.3 2.3.1 2.4 2.5 2.5.1
        bcdefg 0105 L O P
        h 0105 L P O
        h 0119 AF CA CH CN CP CR DC DE DF DR FU HD HR LI NA NW OC OD OE OF OH OK OP OR PA PR PY RE RF RL RO RP RQ \#
        RR RU SC SN SR SS UA UC UD UF UH UM UN UR UX XO XR XX MC
        g 0119 AF CA CH CN CR DC DE DF DR FU HD HR LI MC NA NW OC OD OE OF OH OK OP OR PA PR PY RE RF RL RO RP RQ \#
        RR RU SC SN SR SS UA UC UD UF UH UM UN UR UX XO XR XX
        def 0119 AF CA CH CN CR DC DE DF DR FU HD HR LI NA NW OC OD OE OF OH OK OP OR PA PR PY RE RF RL RO RP RQ \#
        RR RU SC SN SR SS UA UC UD UF UH UM UN UR UX XO XR XX
        b 0119 AF CA CH CN CR DC DE DF DR FU HD HR LI NA NW OC OD OE OF OH OK OR PA RE RF RL RO RP RQ RR RU SC SN \#
        SR SS UA UC UD UF UH UM UN UR UX XO XR XX
        bcdefg 0121 D E F N R
        h 0121 E R D F N
        bcdefgh 0122 CH CO CR DP GR NC PC RS
        bcdefg 0123 A C F I O P R S X Y Z
        h 0123 O I S A P C R F X Y Z
        bcdefgh 0124 CART PORT WALK WHLC
        bcdef 0125 AD CE CF CK CN CP CX DT ED FT MO NM PN RP SN ST TM TN TS TX XAD XCN XON XPN XTN
        g 0125 AD CF CK CN CNE CP CWE CX DR DT DTM ED FT ID IS MA MO NA NM PN RP SN ST TM TN TX XAD XCN XON XPN \#
        XTN
        h 0125 AD CNE CWE CF CK CN CP CX DR DT DTM ED FT ID IS MA MO NA NM PN RP SN ST TM TN TX XAD XCN XON XPN \#
        XTN
        bcdefg 0136 N Y
        h 0136 Y N
        de 0148 AT PC
        bcdefg 0155 AL ER NE SU
        h 0155 AL NE ER SU
        bcdef 0159 D P S
        bcdefg 0161 G N T
        h 0161 N G T
        bcdefg 0166 A B
        h 0166 B A
        bcdefg 0167 0 1 2 3 4 5 7 8 G N T
        h 0167 N G T 0 1 2 3 4 5 7 8
        bcdefg 0168 A B C P R S T
        h 0168 S A R P T C B
        bcdefgh 0169 C R
        bcdefg 0170 C N P
        h 0170 P C N
        bcdefgh 0178 REP UPD
        bcdefg 0179 AL ER NE SU
        h 0179 NE ER AL SU
        bcdefg 0180 MAC MAD MDC MDL MUP
        h 0180 MAD MDL MUP MDC MAC
        bcdefgh 0183 A I
        bcdefgh 0187 I P
        de 0190 B BA BDL BR C F H L M N O P RH
        cdefgh 0191 AP AU FT IM multipart NS SD SI TEXT TX
        b 0191 AP Application AU Audio FT IM Image NS SD SGML SI TEXT TX
        de 0200 A B C D I L M N P R S T U
        de 0201 ASN BPN EMR NET ORN PRN VHN WPN
        de 0202 BP CP FX Internet MD PH TDD TTY X.400
        c 0203 AM AN BA BR BRN DI DL DN DR DS EI EN FI GI GN HC JHN LN LR MA MC MCN MR MS NE NH NI NNxxx NPI PEN \#
        PI PN PRN PT RR RRI SL SR SS U UPIN VN VS WC WCN XX
        bcde 0205 AP DC IC PF TF TP UP
        bcdef 0206 A D U
        gh 0206 A D U X
        de 0209 CT EQ GE GN GT LE LT NE
        de 0210 AND OR
        bcdefgh 0224 A N U
        bcdefg 0225 N R U
        h 0225 R N U
        de 0267 FRI MON SAT SUN THU TUE WED
        bcdefg 0271 AU DI DO IN IP LA PA
        h 0271 DI DO IP IN PA AU LA
        bcdefg 0272 R U V
        h 0272 V R U
        bcdefgh 0273 AV CA OB UN
        bcdefg 0275 AA AC AR PU
        h 0275 AC AA AR PU
        bcdefg 0287 AD CO DE LI UC UN UP
        b 0291 BASIC DICOM FAX GIF HTML JOT JPEG Octet-stream PICT PostScript RTF SGML TIFF XML
        ce 0291 BASIC DICOM FAX GIF HTML JOT JPEG Octet-stream PICT PostScript RTF SGML TIFF x-hl7-cda-level-one \#
        XML
        bcde 0298 F P
        bcde 0299 A Base64 Hex
        e 0301 DNS GUID HCD HL7 ISO L,M,N Random URI UUID x400 x500
        bc 0301 DNS GUID HCD HL7 ISO L,M,N Random UUID x400 x500
        bcdefg 0321 AD F TR UD
        h 0321 TR UD F AD
        bcdefg 0322 CP NA PA RE
        h 0322 CP RE NA PA
        bc 0323 A D U
        de 0323 A D U X
        de 0337 C E
        g 0355 CE CWE PL
        bcdef 0355 CE PL
        h 0355 PL CE CWE
        de 0397 A AN D DN N
        cdefgh 0398 F I
        g 0399 …
        de 0427 B C D E F H I J K O P R S T
        de 0444 F G
        de 0465 A I P
        defg 0472 A C S
        h 0472 S A C
        defg 0478 G N R Y
        h 0478 Y N R G
        defg 0480 M O S
        h 0480 M S O
        g 0500 F N P
        h 0500 F P N
        defg 0503 C R S
        h 0503 S C R
        defg 0504 EE ES SE SS
        h 0504 EE ES SS SE
        g 0505 # *
        defh 0505 * #
        defg 0506 C E N S T
        h 0506 N C T E S
        g 0516 E F I W
        def 0516 E I W
        h 0516 W I E F
        g 0520 H L M
        h 0520 H M L
        de 0523 % a
        de 0524 C R S
        de 0527 DM DW DY HD MY NH SN WY
        de 0528 AC ACD ACM ACV HS IC ICD ICM ICV PC PCD PCM PCV
        de 0529 D H L M S Y
        g 0909 SID SIDC SIMM STBD SWNL SWTH
        h 0909 STBD SIMM SWNL SID SIDC SWTH
        h 0917 C L
        h 0918 C P PC
        h 0919 Y N D
        h 0920 P A
        """#
}

// Made by scripts/generators/hl7-structures.

extension HL7Tables {
    static let types1 = #"""
        abcfgh AD ST ST ST ST ST ID ID ST
        de AD ST ST ST ST ST ID ID#0190 ST
        cdefgh AUI ST DT ST
        b AUI ST TS ST
        bc CCD ID TS
        fgh CCD ID! DTM
        de CCD ID#0100 TS
        bcdefgh CCP NM NM NM
        a CD CM_WVI CM_ELECTRODE CM_CSU CM_CP NM CM_MDV
        bcdefgh CD WVI WVS CSU CCP NM NR
        a CE ID ST ST ID ST ST
        de CE ST ST ID ST ST ID
        c CE ST ST IS ST ST IS
        b CE ST ST ST ST ST ST
        c CF ID FT IS ID FT IS
        a CF ID FT ST ID FT ST
        def CF ST FT ID ST FT ID
        gh CF ST FT ID ST FT ID ST ST ST ST FT ID ST ST ST DTM ST ST DTM ST ST DTM
        b CF ST FT ST ST FT ST
        bc CK NM NM ID HD
        a CK NM ST ID HD
        a CM_ABS_RANGE CM_RANGE_SIMPLE NM NM NM
        a CM_AUI ST TS ST
        a CM_CCD ID TS
        a CM_CP NM NM
        a CM_CSU NM ID ST ST ID ST ST
        a CM_DDI NM NM NM
        a CM_DIN TS CE
        a CM_DLD ID TS
        a CM_DLT CM_RANGE_SIMPLE NM ST NM
        a CM_DTN IS NM
        a CM_EIP EI EI
        a CM_ELD ST NM NM CE
        a CM_ELECTRODE ST ST
        a CM_LA1 ST IS IS HD IS IS IS ST ST ST ST ST ST ID ID ST
        a CM_MDV NM NM
        a CM_MOC MO CE
        a CM_MSG ID ID
        a CM_NDL CN_SIMPLE TS TS IS IS IS HD IS IS IS ST
        a CM_OCD CE DT
        a CM_OS ID ST IS ST IS ST NM ST ID ST ID
        a CM_OSP CE DT DT
        a CM_PCF IS ID TS
        a CM_PEN IS NM
        a CM_PI ST IS ST
        a CM_PIP CE CE DT DT
        a CM_PLN ST IS ST DT
        a CM_PRL CE ST TX
        a CM_PTA IS IS NM
        a CM_RANGE CE CE
        a CM_RANGE_SIMPLE ST ST
        a CM_RFR CM_RANGE_SIMPLE IS CM_RANGE_SIMPLE CM_RANGE_SIMPLE TX ST TX
        a CM_RMC IS IS NM
        a CM_SPD ST ST ID DT
        a CM_SPS CE TX TX CE CE CE
        a CM_UVC IS NM
        a CM_VR ST ST
        a CM_WVI NM ST
        c CN ST FN ST ST ST ST IS IS HD
        b CN ST ST ST ST ST ST IS IS HD
        a CN ST ST ST ST ST ST ST ID HD
        de CNE ST ST ID ST ST ID ST ST ST
        c CNE ST ST IS ST ST IS ST ST ST
        b CNE ST ST ST ST ST ST ST ST ST
        f CNE ST! ST ID ST ST ID ST ST ST
        gh CNE ST! ST ID ST ST ID ST ST ST ST ST ID ST ST ST DTM ST ST DTM ST ST DTM
        bcdfgh CNN ST ST ST ST ST ST IS IS IS ST ID
        e CNN ST ST ST ST ST ST IS IS IS ST ID#0301
        b CNS ST ST ST ST ST ST IS IS IS ST ID
        a CN_SIMPLE ST ST ST ST ST ST ST ID ST
        a CP MO ID NM NM CE ID
        bcde CP MO ID#0205 NM NM CE ID#0298
        fgh CP MO! ID NM NM CWE ID
        abcde CQ NM CE
        fgh CQ NM CWE
        abcdef CQ_SIMPLE NM ST
        de CSU NM ST ST ID ST ST ID
        bc CSU NM ST ST IS ST ST IS
        f CSU NM! ST ST ID ST ST ID
        gh CSU NM! ST ST ID ST ST ID ST ST ST ST ST ID ST ST ST DTM ST ST DTM ST ST ST
        def CWE ST ST ID ST ST ID ST ST ST
        gh CWE ST ST ID ST ST ID ST ST ST ST ST ID ST ST ST DTM ST ST DTM ST ST DTM
        c CWE ST ST IS ST ST IS ST ST ST
        b CWE ST ST ST ST ST ST ST ST ST
        b CX ST NM ID HD IS HD
        c CX ST ST ID HD ID#0203 HD DT DT
        a CX ST ST ID HD IS HD
        de CX ST ST ID#0061 HD ID HD DT DT CWE CWE
        f CX ST! ST ID HD ID HD DT DT CWE CWE
        gh CX ST! ST ID HD ID! HD DT DT CWE CWE ST ID
        de DDI NM MO NM
        fgh DDI NM MO! NM
        bc DDI NM NM NM
        fgh DIN DTM! CWE!
        bcde DIN TS CE
        fgh DLD CWE! DTM
        c DLD ID TS
        bde DLD IS TS
        abcde DLN ST IS DT
        gh DLN ST! CWE DT
        f DLN ST! IS DT
        fgh DLT NR NM ID NM
        de DLT NR NM ID#0523 NM
        bc DLT NR NM ST NM
        fgh DR DTM DTM
        abcde DR TS TS
        cde DR_SIMPLE ST ST
        gh DTN CWE! NM!
        bcde DTN IS NM
        f DTN IS! NM!
        a ED HD ID ID ID ST
        fgh ED HD ID! ID ID! TX!
        d ED HD ID#0191 ID ID#0299 TX
        bc ED HD ID#0191 ID#0291 ID#0299 ST
        e ED HD ID#0191 ID#0291 ID#0299 TX
        adfgh EI ST IS ST ID
        bce EI ST IS ST ID#0301
        bcdefgh EIP EI EI
        bcde ELD ST NM NM CE
        f ELD ST NM NM CWE
        de ERL ST NM NM NM NM NM
        fgh ERL ST! NM! NM NM NM NM
        gh FC CWE! DTM
        abcde FC IS TS
        f FC IS! DTM
        b FN ST ST
        cde FN ST ST ST ST ST
        fgh FN ST! ST ST ST ST
        adfgh HD IS ST ID
        bce HD IS ST ID#0301
        gh ICD CWE ID! DTM
        f ICD IS ID! DTM
        de ICD IS ID#0136 TS
        gh JCC CWE CWE TX
        abc JCC IS IS
        def JCC IS IS TX
        bcdefg LA1 IS IS IS HD IS IS IS IS AD
        bcfg LA2 IS IS IS HD IS IS IS IS ST ST ST ST ST ID ID ST
        de LA2 IS IS IS HD IS IS IS IS ST ST ST ST ST ID ID#0190 ST
        fgh MA NM NM NM NM
        abcde MA NM NM NM NM NM NM
        abcdefgh MO NM ID
        bcde MOC MO CE
        fgh MOC MO CWE
        fgh MOP ID! NM! ID
        de MOP ID#0148 NM ID
        bc MOP IS NM
        bcde MSG ID ID ID
        fgh MSG ID! ID! ID!
        abcdegh NA NM NM NM NM
        f NA NM! NM NM NM
        fgh NDL CNN DTM DTM IS IS IS HD IS IS IS IS
        bcde NDL CNN TS TS IS IS IS HD IS IS IS IS
        bcdefgh NR NM NM
        de OCD CNE DT
        fgh OCD CNE! DT!
        b OCD ID DT
        c OCD IS DT
        bc OSD ID ST IS ST IS ST NM ST ID ST ID
        f OSD ID! ST! IS ST! IS ST NM ST! ID ST! ID
        d OSD ID#0524 ST IS ST IS ST NM ST ID ST ID
        e OSD ID#0524 ST IS ST IS ST NM ST ID#0301 ST ID#0301
        bc OSP CE DT DT
        de OSP CNE DT DT
        fgh OSP CNE! DT DT
        bc PCF IS ID TS
        bc PI ST IS ST
        bcde PIP CE CE DT DT EI
        fgh PIP CWE! CWE DT DT EI
        gh PL HD HD HD HD IS IS HD HD ST EI HD
        a PL ID IS IS HD IS IS IS ST ST
        bc PL IS IS IS HD IS IS IS IS ST
        def PL IS IS IS HD IS IS IS IS ST EI HD
        bcde PLN ST IS ST DT
        gh PLN ST! CWE! ST DT
        f PLN ST! IS! ST DT
        bc PN FN ST ST ST ST IS
        f PPN ST FN ST ST ST ST IS IS HD ID ST ID ID HD DTM ID CWE DR ID DTM DTM ST CWE CWE
        b PPN ST FN ST ST ST ST IS IS HD ID ST ID IS HD TS ID
        c PPN ST FN ST ST ST ST IS IS HD ID ST ID IS HD TS ID CE DR ID
        de PPN ST FN ST ST ST ST IS IS HD ID#0200 ST ID#0061 ID HD TS ID#0465 CE DR ID#0444 TS TS ST CWE CWE
        gh PPN ST FN ST ST ST ST WD- CWE HD ID ST ID ID HD DTM ID CWE WD- ID DTM DTM ST CWE CWE ST ID
        a PPN ST ST ST ST ST ST ST ID HD ID ST ID IS HD TS
        bcde PRL CE ST TX
        fgh PRL CWE! ST TX
        bcf PT ID ID
        gh PT ID! ID
        de PT ID#0103 ID
        a PT ST ST
        gh PTA CWE! CWE WD- MOP!
        bc PTA IS IS NM
        de PTA IS IS NM MOP
        f PTA IS! IS NM MOP!
        abcde QIP ST ST
        fgh QIP ST! ST!
        abc QSC ST ID ST ID
        de QSC ST ID#0209 ST ID#0210
        fgh QSC ST! ID ST ID
        defgh RCD ST ID NM
        abc RCD ST ST NM
        de RFR NR IS NR NR ST ST TX
        bc RFR NR IS NR NR TX ST TX
        gh RFR NR! CWE NR NR ST ST TX
        f RFR NR! IS NR NR ST ST TX
        gh RI CWE ST
        abcdef RI IS ST
        gh RMC CWE! CWE WD- MOP!
        bc RMC IS IS NM
        de RMC IS IS NM MOP
        f RMC IS! IS NM MOP!
        abcfgh RP ST HD ID ID
        d RP ST HD ID#0191 ID
        e RP ST HD ID#0191 ID#0291
        de RPT CWE ID#0527 NM NM NM IS ID#0136 ID#0528 NM IS GTS
        gh RPT CWE! ID NM NM NM CWE ID ID NM CWE GTS
        f RPT CWE! ID NM NM NM IS ID ID NM IS GTS
        cdefgh SAD ST ST ST
        defgh SCV CWE ST
        b SCV IS IS
        ac SCV IS ST
        abcdefgh SN ST NM ST NM
        bc SPD ST ST ID DT
        de SPD ST ST ID#0337 DT
        fgh SPD ST! ST ID DT
        bc SPS CE TX TX CE CE CE CE
        def SPS CWE CWE TX CWE CWE CWE CWE
        c SRT ST ID
        de SRT ST ID#0397
        fgh SRT ST! ID
        f TQ CQ_SIMPLE RI ST DTM DTM ST ST TX ID OSD CWE NM
        b TQ CQ_SIMPLE RI ST TS TS ST ST ST ST OSD CE NM
        c TQ CQ_SIMPLE RI ST TS TS ST ST TX ID OSD CE NM
        de TQ CQ_SIMPLE RI ST TS TS ST ST TX ID#0472 OSD CE NM
        a TQ CQ_SIMPLE RI ST TS TS ST ST TX ST CM_OS
        de TS DTM ID#0529
        abc TS ST ST
        bc TX_CHALLENGE TX TX
        de UVC CNE MO
        f UVC CNE! MO
        gh UVC CWE! MO NM CWE
        bc UVC IS NM
        abcfgh VH ID ID TM TM
        de VH ID#0267 ID#0267 TM TM
        bc VID ID CE CE
        f VID ID CWE CWE
        gh VID ID! CWE CWE
        de VID ID#0104 CE CE
        bcdefgh VR ST ST
        bcde WVI NM ST
        fgh WVI NM! ST
        bcde WVS ST ST
        fgh WVS ST! ST
        gh XAD SAD ST ST ST ST ID ID ST CWE CWE ID WD- DTM DTM CWE ID ID ID ST ST NM CWE EI
        c XAD SAD ST ST ST ST ID ID ST IS IS ID DR
        f XAD SAD ST ST ST ST ID ID ST IS IS ID DR DTM DTM CWE ID ID ID ST ST NM CWE EI
        de XAD SAD ST ST ST ST ID ID#0190 ST IS IS ID#0465 DR TS TS
        a XAD ST ST ST ST ST ID ID ST IS IS
        b XAD ST ST ST ST ST ID ID ST IS IS ID
        f XCN ST FN ST ST ST ST IS IS HD ID ST ID ID HD ID CWE DR ID DTM DTM ST CWE CWE
        b XCN ST FN ST ST ST ST IS IS HD ID ST ID IS HD ID
        c XCN ST FN ST ST ST ST IS IS HD ID ST ID IS HD ID CE DR ID
        de XCN ST FN ST ST ST ST IS IS HD ID#0200 ST ID#0061 ID HD ID#0465 CE DR ID#0444 TS TS ST CWE CWE
        gh XCN ST FN ST ST ST ST WD- CWE HD ID ST ID ID HD ID CWE WD- ID DTM DTM ST CWE CWE ST ID
        a XCN ST ST ST ST ST ST ST ID HD ID ST ID IS HD
        g XON ST CWE WD- NM ID HD ID HD ID ST
        h XON ST CWE WD- WD- WD- HD ID HD ID ST
        f XON ST IS NM NM ID HD ID HD ID ST
        bc XON ST IS NM NM ID HD IS HD ID
        de XON ST IS NM NM ID#0061 HD ID HD ID#0465 ST
        a XON ST IS NM ST ID HD IS HD
        b XPN FN ST ST ST ST IS ID ID
        c XPN FN ST ST ST ST IS ID ID CE DR ID
        f XPN FN ST ST ST ST IS ID ID CWE DR ID DTM DTM ST
        de XPN FN ST ST ST ST IS ID#0200 ID#0465 CE DR ID#0444 TS TS ST
        g XPN FN ST ST ST ST ST- ID ID CWE ST- ID DTM DTM ST ST
        h XPN FN ST ST ST ST WD- ID ID CWE WD- ID DTM DTM ST ST
        a XPN ST ST ST ST ST ST ID ID
        de XTN ST ID#0201 ID#0202 ST NM NM NM NM ST ST ST ST
        f XTN ST- ID ID ST NM NM NM NM ST ST ST ST DTM DTM CWE CWE EI NM
        abc XTN TN ID ID ST NM NM NM NM ST
        gh XTN WD- ID ID! ST SNM SNM SNM SNM ST ST ST ST DTM DTM CWE CWE EI NM
        """#
}

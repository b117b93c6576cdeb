/// Words that people type where a place is asked, and that are none: no place is guessed from them.
enum EverydayWords {
    static func contains(_ sought: [UInt8]) -> Bool { all.contains(sought) }

    private static let all: Set<[UInt8]> = Set(
        """
        adres appartement azc baan baas bar bed bedelen binnen boerderij boot bordeel bos buiten buurt cafe camping casino club
        daar dader dorp drugs ergens escort familie fabriek flat garage geen gemeente haven hier hostel hotel huis instelling
        internet kamer kantoor kas kelder keuken kerk kind klas klub land lantaarn loods loverboy massagesalon meisje
        mensenhandel mijn moskee motel nagelstudio nergens niet online onbekend onderweg opvang overal ouders park pension
        plein politie prostitutie provincie raam restaurant salon schip school schuur seks snackbar stad stage stal station
        strand straat thuis tuin uitbuiting uitzendbureau universiteit vakantiehuis vakantiepark veld vliegtuig vliegveld
        vriend vrienden weg werk wereld wijk winkel woning zaal zee ziekenhuis zolder zorg
        address airport anywhere apartment barn beach boat boss brothel church city factory family farm friend friends garden
        girl harbour here home hospital house kitchen mosque nowhere none office outside parents plane police port
        road room ship shop somewhere station street there town unknown village work world
        """.split(whereSeparator: \.isWhitespace).map { TolerantMatch.fold(String($0)) })
}

/// All pages for those who work here.
func staffRoutes(_ desk: Desk) -> [SiteRoute] {
    LogInRoutes(desk: desk).all + EnrolmentRoutes(desk: desk).all + InboxRoutes(desk: desk).all
        + CaseRoutes(desk: desk).all + RecordRoutes(desk: desk).all + SearchRoutes(desk: desk).all
        + MemberRoutes(desk: desk).all + FiguresRoutes(desk: desk).all + JournalRoutes(desk: desk).all
}

import HTML
import Organisations
import Reporting
import Terms
import Words

/// Where an open page says that there is something new since it was made. It is empty without a script; with one, the page
/// asks about once a minute, and what is being read stays where it is.
func newsLine(_ words: Words, since moment: Instant) -> HTML {
    div(
        .class("news-line"), .role("status"), .data("news", DossierAddress.news(words.language, since: moment)),
        .data("show", words("day.news.show")), .data("ended", words("day.news.ended")),
        .data("enter", words("staff.logIn.title")), .data("log-in", StaffAddress.logIn(words.language))
    ) {}
}

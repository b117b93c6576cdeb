import Collaboration
import HTML
import HTTPTypes
import Reporting
import Terms
import Web
import Words

/// A form that was not done: why, and what was typed.
struct RefusedForm: Sendable {
    let deed: String
    /// Per field what is wrong; empty when the whole page was overtaken.
    let problems: Problems
    /// What is told of the whole page.
    let sentence: String?
    let fields: FormFields
    let status: HTTPResponse.Status

    init(_ deed: String, _ problems: Problems, _ fields: FormFields) {
        self.deed = deed
        self.problems = problems
        sentence = nil
        self.fields = fields
        status = .unprocessableContent
    }

    init(_ deed: String, _ unclear: DossierDeed.Unclear, _ fields: FormFields, _ words: Words) {
        var problems = Problems()
        for problem in unclear.problems { problems.add(problem.field, problem.told(in: words)) }
        self.init(deed, problems, fields)
    }

    /// - Parameter field: the field at which a refusal is told.
    init(_ deed: String, _ refusal: DossierRefusal, at field: String, _ fields: FormFields, _ words: Words) {
        self.init(
            deed, at: field, refusal.problem(at: field).told(in: words), fields,
            isOvertaken: refusal.reason == .changedMeanwhile || refusal.reason == .alreadyOffered)
    }

    /// - Parameter field: the field at which a refusal is told.
    init(_ deed: String, _ refusal: ReportRefusal, at field: String, _ fields: FormFields, _ words: Words) {
        self.init(
            deed, at: field, words(Key("refusal", refusal.rawValue)), fields,
            isOvertaken: refusal == .changedMeanwhile || refusal == .alreadyOffered)
    }

    /// - Parameter isOvertaken: whether the whole page was, by a colleague: then it is not told at the field.
    init(_ deed: String, at field: String, _ sentence: String, _ fields: FormFields, isOvertaken: Bool = false) {
        self.deed = deed
        self.fields = fields
        var problems = Problems()
        if !isOvertaken { problems.add(field, sentence) }
        self.problems = problems
        self.sentence = isOvertaken ? sentence : nil
        status = isOvertaken ? .conflict : .unprocessableContent
    }

    /// Whether no form stands for it any more, since what it would have corrected is gone.
    var isGone: Bool { deed.isEmpty }

    /// What was to be corrected stands here no longer: no form is filled with what was typed, which would be kept as
    /// something new; it is given back to be copied.
    init(gone fields: FormFields, _ sentence: String) {
        deed = ""
        problems = Problems()
        self.sentence = sentence
        self.fields = fields
        status = .conflict
    }

    /// The same form against what stands in the dossier now.
    func seeing(_ contents: DossierContents, _ words: Words) -> RefusedForm {
        guard let replaced = fields["replaces"].flatMap({ try? RecordID($0) }), !contents.holds(replaced) else {
            return self
        }
        return RefusedForm(gone: fields, DossierTools.goneSentence(replaced, contents, words))
    }
}

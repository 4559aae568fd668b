import Testing

@testable import TailpoolReport

@Suite("Cards of a page")
struct HTMLCardsTests {
  @Test("Digits are smaller in all cards where one has more than eleven characters")
  func longNumbers() {
    func page(_ texts: String...) -> String {
      HTMLCards(fields: texts.map { ReportFields.Field("name", .text($0), notes: ["one", "two"]) }).markup.text
    }
    #expect(page("12345678901").contains("<div class=\"cards\">"))
    #expect(page("123456789012").contains("<div class=\"cards long\">"))
    #expect(page("1", "123456789012", "2").contains("<div class=\"cards long\">"))
    #expect(page().contains("<div class=\"cards\">"))
    let card = page("12")
    #expect(card.contains("<p class=\"name\">name</p>") && card.contains(">12</p>"))
    #expect(card.contains("<span class=\"part\">one</span> <span class=\"part\">two</span>"))
  }
}

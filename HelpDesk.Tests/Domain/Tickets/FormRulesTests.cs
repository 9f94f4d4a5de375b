using System.Diagnostics;
using HelpDesk.Domain;
using HelpDesk.Domain.Tickets;

namespace HelpDesk.Tests.Domain.Tickets;

public sealed class FormRulesTests
{
    [Theory]
    [InlineData("A-####", "A-4711", true)]
    [InlineData("A-####", "a-4711", true)]
    [InlineData("A-####", "A-471", false)]
    [InlineData("A-####", "A-47110", false)]
    [InlineData("#+", "123456", true)]
    [InlineData("#+", "12a", false)]
    [InlineData("@+ #+", "Straße 5", true)]
    [InlineData("??.?", "a1.b", true)]
    [InlineData("??.?", "a1xb", false)]
    [InlineData(@"\#\\#", @"#\7", true)]
    [InlineData("(a|b)*", "(a|b)*", true)]
    [InlineData("(a|b)*", "a", false)]
    public void A_pattern_says_what_an_answer_looks_like(string pattern, string answer, bool fits) =>
        FieldPattern.Matches(pattern, answer).ShouldBe(fits);

    [Theory]
    [InlineData("", false)]
    [InlineData("+#", false)]
    [InlineData("#++", false)]
    [InlineData(@"#\", false)]
    [InlineData(@"\++", true)]
    [InlineData("####", true)]
    public void A_pattern_leaves_nothing_open(string pattern, bool sound) => FieldPattern.IsPattern(pattern).ShouldBe(sound);

    [Fact]
    public void The_first_part_that_is_not_in_order_is_named()
    {
        var name = new FormField { Name = "name", Label = "Your name" };
        FormField[] sound = [name, name with { Name = "order", When = new FormCondition("name", "Ann") }];

        FormRules.FindFlaw(sound).ShouldBeNull();
        FormRules.FindFlaw([name, name]).ShouldBe(new FormFlaw(1, FormPart.Name));
        FormRules.FindFlaw([name, sound[1] with { Label = " " }]).ShouldBe(new FormFlaw(1, FormPart.Label));
        FormRules.FindFlaw([sound[1], name]).ShouldBe(new FormFlaw(0, FormPart.When));
        FormRules.FindFlaw([name, sound[1] with { When = new FormCondition("name", " ") }]).ShouldBe(new FormFlaw(1, FormPart.When));
        FormRules.FindFlaw([name with { Type = FormFieldType.Choice }]).ShouldBe(new FormFlaw(0, FormPart.Choices));
        FormRules.FindFlaw([name with { Pattern = "+" }]).ShouldBe(new FormFlaw(0, FormPart.Pattern));
    }

    [Fact]
    public void No_pattern_and_answer_take_long()
    {
        var pattern = string.Concat(Enumerable.Repeat("@+", 50));
        var clock = Stopwatch.StartNew();

        FieldPattern.Matches(pattern, new string('a', 500) + "!").ShouldBeFalse();

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    [Theory]
    [InlineData(FormFieldType.Text, "anything", true)]
    [InlineData(FormFieldType.Email, "ann@example.com", true)]
    [InlineData(FormFieldType.Email, "ann at example", false)]
    [InlineData(FormFieldType.Phone, "+34 600 123 456", true)]
    [InlineData(FormFieldType.Phone, "call me", false)]
    [InlineData(FormFieldType.Number, "-3.5", true)]
    [InlineData(FormFieldType.Number, "3,5", false)]
    [InlineData(FormFieldType.Date, "2026-02-28", true)]
    [InlineData(FormFieldType.Date, "2026-02-30", false)]
    [InlineData(FormFieldType.Choice, "red", true)]
    [InlineData(FormFieldType.Choice, "green", false)]
    [InlineData(FormFieldType.YesNo, "no", true)]
    [InlineData(FormFieldType.YesNo, "perhaps", false)]
    [InlineData(FormFieldType.Consent, "yes", true)]
    [InlineData(FormFieldType.Consent, "no", false)]
    public void An_answer_is_of_its_type(FormFieldType type, string answer, bool fits)
    {
        var field = Field("f", type) with { Choices = type == FormFieldType.Choice ? ["red", "blue"] : [] };

        Refuses([field], new() { ["f"] = answer }).ShouldBe(!fits);
    }

    [Fact]
    public void What_a_condition_leaves_out_is_neither_missed_nor_kept()
    {
        FormField[] fields = [Field("kind"), Field("order") with { IsRequired = true, When = new FormCondition("kind", "Return") }];

        FormRules.Read(fields, new Dictionary<string, string?> { ["kind"] = "Other", ["order"] = "1", ["role"] = "admin" })
            .ShouldBe([new("kind", "Other")]);
        Refuses(fields, new() { ["kind"] = "return" }).ShouldBeTrue();
    }

    [Fact]
    public void What_is_known_is_not_asked() =>
        FormRules.Read([Field("name") with { IsRequired = true }], new Dictionary<string, string?>(), field => field.Name == "name").ShouldBeEmpty();

    [Fact]
    public void A_form_that_could_not_be_answered_is_refused()
    {
        FormField[][] wrong =
        [
            [], [Field("two words")], [Field("a"), Field("a")], [Field("a", FormFieldType.Choice)], [Field("a") with { Pattern = "+" }],
            [Field("a") with { When = new FormCondition("later", "x") }, Field("later")],
        ];
        foreach (var fields in wrong)
        {
            Should.Throw<RuleException>(() => FormRules.Ensure(fields)).Code.ShouldBe("form");
        }

        FormRules.Ensure([Field("a"), Field("b") with { When = new FormCondition("a", "x"), Pattern = "##" }]);
    }

    [Theory]
    [InlineData("https://shop.example/lamp", true)]
    [InlineData("http://shop.example", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("data:text/html,x", false)]
    [InlineData("/lamp", false)]
    public void A_card_leads_to_web_pages_only(string link, bool fits)
    {
        var content = new MessageContent { Cards = [new MessageCard("Lamp", "", link, null, null)] };

        (Record.Exception(() => ContentRules.Ensure(content)) is null).ShouldBe(fits);
    }

    private static bool Refuses(IReadOnlyList<FormField> fields, Dictionary<string, string?> given) =>
        Record.Exception(() => FormRules.Read(fields, given)) is RuleException { Code: "form" };

    private static FormField Field(string name, FormFieldType type = FormFieldType.Text) => new() { Name = name, Label = name, Type = type };
}

using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using OpenClaw.Tenancy.Auditing.Redaction;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Auditing.Redaction;

/// <summary>Whatever a text holds, it is written as one line of printable ASCII, and nothing else of it changes.</summary>
public sealed partial class OneLineTests
{
    [Fact]
    public void Text_EveryCharacter_IsWrittenOnOneLineAndReadBack()
    {
        for (int c = char.MinValue; c <= char.MaxValue; c++)
        {
            string text = $"a{(char)c}b";
            string written = AuditRedactor.Text(text);

            Assert.All(written, static w => Assert.InRange(w, ' ', '~'));
            Assert.Equal(text, Undo(written));
            Assert.Equal(written, AuditRedactor.Text(Undo(written)));
        }
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n2026-01-01 INFO forged line")]
    [InlineData("\u0085\u2028\u2029\u000b\u000c\u001c\u001d\u001e")]
    [InlineData("\u001b[2J\u001b]0;title\u0007")]
    [InlineData("\ud800 \udfff \udc00\ud800")]
    [InlineData("\u202e\u2066\u200b\ufeff\u00ad")]
    [InlineData("\0\u0001\u007f\u009b")]
    public void Value_WithSeparatorsAndControls_IsOneLine(string text)
    {
        foreach (string written in (string[])[AuditRedactor.Text(text), AuditRedactor.Value(text), AuditRedactor.Value(new Dictionary<string, object> { [text] = text })])
        {
            Assert.All(written, static w => Assert.InRange(w, ' ', '~'));
        }
    }

    [Fact]
    public void Text_OfTheCorpus_IsOneLineAndTheSameButForItsEncoding()
    {
        string? path = Corpora.Find("blns/blns.json");
        Assert.SkipWhen(path is null, "The corpus file blns/blns.json is not there: put the corpora beside the project, or set OPENCLAW_TENANCY_CORPORA.");
        string[] texts = JsonSerializer.Deserialize<string[]>(File.ReadAllText(path!))!;
        Assert.Equal(515, texts.Length);

        Assert.All(texts, static text =>
        {
            string written = AuditRedactor.Text(text, 100_000);
            Assert.All(written, static w => Assert.InRange(w, ' ', '~'));
            Assert.Equal(text, Undo(written));
            Assert.DoesNotContain("c4n4ry", AuditRedactor.Text(text + " ghp_c4n4ry " + text, 100_000), StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    public void Text_OfAnyLength_IsCutWhereItWasAsked(int most)
    {
        Assert.Equal(new string('a', most), AuditRedactor.Text(new string('a', most), most));
        Assert.Equal(new string('a', most) + "...", AuditRedactor.Text(new string('a', most + 1), most));
        Assert.Equal(string.Concat(Enumerable.Repeat("\\u2028", most)), AuditRedactor.Text(new string('\u2028', most), most));
        Assert.Equal(string.Concat(Enumerable.Repeat("\\u2028", most)) + "...", AuditRedactor.Text(new string('\u2028', 1_000_000), most));
    }

    private static string Undo(string written) =>
        Escape().Replace(written, static m => ((char)ushort.Parse(m.ValueSpan[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString());

    [GeneratedRegex(@"\\u[0-9a-f]{4}")]
    private static partial Regex Escape();
}

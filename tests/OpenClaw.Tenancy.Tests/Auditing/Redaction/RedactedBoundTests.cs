using System.Text.Json.Nodes;
using OpenClaw.Tenancy.Auditing.Redaction;

namespace OpenClaw.Tenancy.Tests.Auditing.Redaction;

/// <summary>A value is written up to its bounds and no further, and three dots say what is missing.</summary>
public sealed class RedactedBoundTests
{
    private const int Nodes = 1024;
    private const int Size = 16_000;

    [Fact]
    public void List_of_as_many_as_may_be_is_whole_and_a_longer_one_is_cut()
    {
        string most = string.Join(',', Enumerable.Repeat("7", Nodes - 1));

        Assert.Equal($"[{most}]", AuditRedactor.Value(Enumerable.Repeat(7, Nodes - 1)));
        Assert.Equal($"[{most},\"...\"]", AuditRedactor.Value(Enumerable.Repeat(7, Nodes)));
        Assert.Equal($"[{most},\"...\"]", AuditRedactor.Value(Enumerable.Repeat(7, 100_000)));
    }

    [Fact]
    public void Members_beyond_what_may_be_are_not_written()
    {
        static Dictionary<string, object?> Named(int count) => Enumerable.Range(1, count).ToDictionary(static i => $"k{i}", static _ => (object?)7);
        string most = string.Join(',', Enumerable.Range(1, Nodes - 1).Select(static i => $"\"k{i}\":7"));

        Assert.Equal($"{{{most}}}", AuditRedactor.Value(Named(Nodes - 1)));
        Assert.Equal($"{{{most},\"k1024\":\"...\",\"...\":\"...\"}}", AuditRedactor.Value(Named(5_000)));
    }

    [Theory]
    [InlineData(16, false)]
    [InlineData(17, true)]
    [InlineData(60, true)]
    public void Lists_within_lists_are_written_sixteen_deep(int depth, bool cut)
    {
        JsonNode value = new JsonArray();
        for (int i = 1; i < depth; i++)
        {
            value = new JsonArray(value);
        }

        Assert.Equal(new string('[', 16) + (cut ? "\"...\"" : "") + new string(']', 16), AuditRedactor.Value(value));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(700)]
    [InlineData(1000)]
    public void Line_is_hardly_longer_than_it_may_be(int length)
    {
        string list = AuditRedactor.Value(Enumerable.Repeat(new string('a', length), 100_000));
        string members = AuditRedactor.Value(Enumerable.Range(0, 100_000).ToDictionary(static i => $"k{i}", _ => new string('a', length)));

        Assert.InRange(list.Length, Size, Size + length + 100);
        Assert.InRange(members.Length, Size, Size + length + 100);
    }

    [Fact]
    public void Line_that_is_as_long_as_it_may_be_is_gone_on_with_once()
    {
        // The opening sign, and each text with its quotes and the comma before it.
        string[] texts = [.. Enumerable.Repeat(new string('a', 1000), 15), new string('a', 952), "y", "z"];

        Assert.EndsWith("a\",\"y\"]", AuditRedactor.Value(texts), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_and_name_are_cut_where_they_are_too_long()
    {
        Assert.Equal($"\"{new string('a', 1024)}\"", AuditRedactor.Value(new string('a', 1024)));
        Assert.Equal($"\"{new string('a', 1024)}...\"", AuditRedactor.Value(new string('a', 1025)));
        Assert.Equal($"{{\"{new string('a', 128)}\":1}}", AuditRedactor.Value(new Dictionary<string, object?> { [new string('a', 128)] = 1 }));
        Assert.Equal($"{{\"{new string('a', 128)}...\":\"***\"}}", AuditRedactor.Value(new Dictionary<string, object?> { [new string('a', 129)] = 1 }));
    }
}

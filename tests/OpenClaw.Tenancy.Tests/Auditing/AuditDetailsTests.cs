using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Auditing;

/// <summary>The details of an envelope are few, and stand under names that nobody from outside could have chosen.</summary>
public sealed class AuditDetailsTests
{
    private const int Most = 16;
    private const int MaxName = 64;

    public static TheoryData<string> Foreign => ["", " ", "Ticket", "a-b", "a.b", "a b", "a\n", "\u00e9", "\u0661", "\0", new string('a', MaxName + 1)];

    [Fact]
    public void As_many_as_may_be_stand_under_names_as_long_as_may_be()
    {
        Dictionary<string, string> said = Named(Most - 1);
        said["abcdefghijklmnopqrstuvwxyz_0123456789_".PadRight(MaxName, 'x')] = "v";

        Assert.Equal(said.OrderBy(static d => d.Key, StringComparer.Ordinal), Of(said).Details.OrderBy(static d => d.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void One_more_is_refused() => Assert.Throws<ArgumentException>("details", () => Of(Named(Most + 1)));

    [Theory]
    [MemberData(nameof(Foreign))]
    public void Name_outside_the_grammar_is_refused_alone_and_among_others(string name)
    {
        Assert.Throws<ArgumentException>("details", () => Of(new() { [name] = "v" }));
        Assert.Throws<ArgumentException>("details", () => Of(new(Named(2)) { [name] = "v" }));
    }

    [Fact]
    public void Nothing_is_refused_and_a_text_of_nothing_is_empty()
    {
        Assert.Throws<ArgumentNullException>("details", () => Of(null!));
        Assert.Equal(string.Empty, Of(new() { ["ticket"] = null! }).Details["ticket"]);
        Assert.Empty(Of([]).Details);
    }

    [Fact]
    public void What_is_changed_afterwards_does_not_change_them()
    {
        var said = new Dictionary<string, string> { ["ticket"] = "a" };
        AuditEnvelope envelope = Of(said);
        (said["ticket"], said["more"]) = ("b", "c");

        Assert.Equal([KeyValuePair.Create("ticket", "a")], envelope.Details);
    }

    private static Dictionary<string, string> Named(int count) => Enumerable.Range(0, count).ToDictionary(static i => $"d{i}", static i => $"v{i}");

    private static AuditEnvelope Of(Dictionary<string, string> details) =>
        new(TestWorld.Acme, DateTimeOffset.UnixEpoch) { Action = "a", Outcome = AuditOutcome.Denied, ReasonCode = "r", Details = details };
}

using System.Text.RegularExpressions;
using OpenClaw.Tenancy.Properties.Laws;

namespace OpenClaw.Tenancy.Properties.Ids;

/// <summary>Laws of tenant ids.</summary>
public sealed partial class TenantIdProperties
{
    [Fact]
    public void What_is_accepted_round_trips_and_is_within_the_grammar() => Law.Check(Texts.Any, static (text, tally) =>
        !tally.Count("accepted", TenantId.TryFrom(text, out TenantId? id))
            ? !Grammar().IsMatch(text) || Reserved(text)
            : Grammar().IsMatch(text) && !Reserved(text) && id!.ToString() == text && TenantId.From(text) == id, 20_000)
        .AtLeast("accepted", 0.2);

    [Fact]
    public void Ids_are_equal_exactly_when_their_texts_are() => Law.Check(Texts.Neighbours, static (pair, tally) =>
    {
        bool both = TenantId.TryFrom(pair.One, out TenantId? one) & TenantId.TryFrom(pair.Two, out TenantId? two);
        if (!tally.Count("both are ids", both))
        {
            return true;
        }

        bool same = tally.Count("same", string.Equals(pair.One, pair.Two, StringComparison.Ordinal));
        return (one == two) == same && (!same || one!.GetHashCode() == two!.GetHashCode());
    }, 20_000).AtLeast("both are ids", 0.1).AtLeast("same", 0.05);

    [Fact]
    public void FromExternal_is_injective_over_any_split() => Law.Check(Texts.Resplit, static (x, tally) =>
        tally.Count("same fields", x.A1 == x.B1 && x.A2 == x.B2)
            == (TenantId.FromExternal(x.A1, x.A2) == TenantId.FromExternal(x.B1, x.B2))).AtLeast("same fields", 0.1);

    // The words that the generator can make, written out apart from the library's own list.
    private static bool Reserved(string text) =>
        text is "0" or "1" or "null" or "platform" or "default" or "nul" or "all" or "aux" or "nan"
        || text.StartsWith("0x", StringComparison.Ordinal) || text.StartsWith("x--", StringComparison.Ordinal) || text.StartsWith("xn--", StringComparison.Ordinal);

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Grammar();
}

using OpenClaw.Tenancy.Analyzers.CodeFixes;
using OpenClaw.Tenancy.Analyzers.Ids;
using OpenClaw.Tenancy.Analyzers.Tests.Support;

namespace OpenClaw.Tenancy.Analyzers.Tests.Ids;

/// <summary>OCT1108: ids are compared by ordinal.</summary>
public sealed class LooseIdTests
{
    [Theory]
    [InlineData("""s_any = string.[|Compare|](id.ToString(), text);""")]
    [InlineData("""s_any = string.[|Compare|](id.ToString(), text, ignoreCase: true);""")]
    [InlineData("""s_any = string.[|Compare|](id.ToString(), text, StringComparison.InvariantCulture);""")]
    [InlineData("""s_any = id.ToString().[|CompareTo|](text);""")]
    [InlineData("""s_any = text.[|StartsWith|](id.ToString());""")]
    [InlineData("""s_any = id.ToString().[|EndsWith|]("-2");""")]
    [InlineData("""s_any = id.ToString().[|StartsWith|](text, true, null);""")]
    [InlineData("""s_any = text.[|IndexOf|](tenant.Tenant.ToString());""")]
    [InlineData("""s_any = text.[|LastIndexOf|](tenant.Tenant.ToString());""")]
    [InlineData("""s_any = text.[|Contains|](id.ToString(), StringComparison.OrdinalIgnoreCase);""")]
    [InlineData("""s_any = string.[|Equals|](text, id.ToString(), StringComparison.OrdinalIgnoreCase);""")]
    [InlineData("""s_any = id.ToString().[|Equals|](text, StringComparison.CurrentCulture);""")]
    [InlineData("""s_any = id.ToString().[|ToLower|]();""")]
    [InlineData("""s_any = id.ToString().[|ToUpperInvariant|]();""")]
    [InlineData("""string own = id.ToString(); s_any = own.[|ToLowerInvariant|]() == text;""")]
    [InlineData("""s_any = StringComparer.OrdinalIgnoreCase.[|Equals|](id.ToString(), text);""")]
    [InlineData("""s_any = System.Globalization.CultureInfo.InvariantCulture.CompareInfo.[|Compare|](id.ToString(), text);""")]
    [InlineData("""string own = id.ToString(); s_any = Array.Empty<string>().AsQueryable().Where(name => name == own.[|ToLower|]());""")]
    [InlineData("""string own = id.ToString(); s_any = Array.Empty<string>().Where(name => name.[|CompareTo|](own) > 0);""")]
    [InlineData("""RunId run = RunId.New(); s_any = run.ToString().[|ToUpper|]();""")]
    [InlineData("""TenantClaim claim = null!; s_any = claim.Tenant.[|ToLower|]();""")]
    [InlineData("""TenantId? maybe = id; s_any = maybe?.ToString().[|ToLower|]();""")]
    public Task A_loose_comparison_is_reported(string body) => Expect.ReportsAsync<LooseIdAnalyzer>("OCT1108", Sources.InHandler(body));

    [Theory]
    [InlineData("""s_any = id == tenant.Tenant;""")]
    [InlineData("""s_any = id.ToString() == text;""")]
    [InlineData("""s_any = string.Equals(id.ToString(), text);""")]
    [InlineData("""s_any = string.CompareOrdinal(id.ToString(), text);""")]
    [InlineData("""s_any = string.Compare(id.ToString(), text, StringComparison.Ordinal);""")]
    [InlineData("""s_any = text.StartsWith(id.ToString(), StringComparison.Ordinal);""")]
    [InlineData("""s_any = id.ToString().StartsWith('a');""")]
    [InlineData("""s_any = id.ToString().IndexOf('-');""")]
    [InlineData("""s_any = id.ToString().Contains("x--");""")]
    [InlineData("""s_any = id.ToString().Replace("-", "_");""")]
    [InlineData("""s_any = StringComparer.Ordinal.Equals(id.ToString(), text);""")]
    [InlineData("""s_any = text.ToLowerInvariant(); s_any = text.StartsWith("a"); s_any = string.Compare(text, "b");""")]
    [InlineData("""string own = id.ToString(); own = text; s_any = own.ToLower();""")]
    [InlineData("""string own = id.ToString(); s_any = Array.Empty<string>().AsQueryable().Where(name => name.CompareTo(own) > 0 || name.StartsWith(own));""")]
    [InlineData("""StringComparison chosen = StringComparison.Ordinal; s_any = text.StartsWith(id.ToString(), chosen);""")]
    public Task Other_comparisons_are_not(string body) => Expect.SilenceAsync<LooseIdAnalyzer>(Sources.InHandler(body));

    [Fact]
    public Task It_is_silenced_with_a_reason() => Expect.SilenceAsync<LooseIdAnalyzer>(Sources.InHandler("""
        #pragma warning disable OCT1108 // Reason: it is shown and compared with nothing.
        s_any = id.ToString().ToUpperInvariant();
        #pragma warning restore OCT1108
        """));

    [Theory]
    [InlineData("s_any = id.ToString().ToLower() == text;", "s_any = id.ToString() == text;")]
    [InlineData("s_any = text.StartsWith(id.ToString());", "s_any = text.StartsWith(id.ToString(), StringComparison.Ordinal);")]
    [InlineData("s_any = text.IndexOf(id.ToString(), 1);", "s_any = text.IndexOf(id.ToString(), 1, StringComparison.Ordinal);")]
    [InlineData("s_any = string.Equals(text, id.ToString(), StringComparison.OrdinalIgnoreCase);", "s_any = string.Equals(text, id.ToString(), StringComparison.Ordinal);")]
    [InlineData("s_any = string.Compare(id.ToString(), text);", "s_any = string.CompareOrdinal(id.ToString(), text);")]
    [InlineData("s_any = id.ToString().CompareTo(text);", "s_any = string.CompareOrdinal(id.ToString(), text);")]
    public async Task It_is_mended(string before, string after) =>
        Assert.Equal(Sources.InHandler(after), await Mending.ApplyAsync<LooseIdAnalyzer, OrdinalFix>(Sources.InHandler(before)));

    [Theory]
    [InlineData("s_any = string.Compare(id.ToString(), text, ignoreCase: true);")]
    [InlineData("s_any = id.ToString().StartsWith(text, true, null);")]
    [InlineData("s_any = StringComparer.OrdinalIgnoreCase.Equals(id.ToString(), text);")]
    public Task What_has_no_one_way_is_not(string body) => Mending.IsNotOfferedAsync<LooseIdAnalyzer, OrdinalFix>(Sources.InHandler(body));
}

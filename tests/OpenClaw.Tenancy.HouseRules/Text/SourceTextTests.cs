using System.Text.RegularExpressions;
using OpenClaw.Tenancy.HouseRules.Support;

namespace OpenClaw.Tenancy.HouseRules.Text;

/// <summary>What must not stand in the source of a package.</summary>
public sealed partial class SourceTextTests
{
    [Fact]
    public void Nothing_is_left_to_do() => Rule.Holds("Do it now, or leave it out.", Repository.Sources, static file => file.Matches(Unfinished()));

    [Fact]
    public void Nothing_sleeps_or_reads_the_machine_clock() => Rule.Holds("Use the TimeProvider.", Repository.Sources, static file => file.Matches(Clock()));

    [Fact]
    public void Nothing_is_ambient() => Rule.Holds("A tenant is handed on as an argument.", Repository.Sources, static file => file.Matches(Ambient()));

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"Thread\.Sleep|\bDateTime(Offset)?\.(Utc)?Now\b|Stopwatch\.StartNew|Environment\.TickCount")]
    private static partial Regex Clock();

    [GeneratedRegex(@"AsyncLocal<|ThreadLocal<|\[ThreadStatic\]|CallContext")]
    private static partial Regex Ambient();
}

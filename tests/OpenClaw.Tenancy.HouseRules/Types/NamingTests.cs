using OpenClaw.Tenancy.HouseRules.Support;

namespace OpenClaw.Tenancy.HouseRules.Types;

/// <summary>A name says what the thing is.</summary>
public sealed class NamingTests
{
    private static readonly string[] Banned = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Service", "Info", "Data", "Impl"];

    [Fact]
    public void No_type_ends_in_a_word_that_says_nothing() => Rule.Holds(
        "Find the word for what it does.",
        Library.Types,
        static type => Array.Find(Banned, b => type.Name.Split('`')[0].EndsWith(b, StringComparison.Ordinal)) is null ? null : type.FullName);

    [Fact]
    public void No_public_method_gives_a_tenant_or_nothing_under_a_soft_name() => Rule.Holds(
        "Say TryFind with an out parameter, or Require.",
        [.. Library.PublicTypes.SelectMany(static t => t.GetMethods(Members.Public))],
        static method => method.Name.EndsWith("OrNull", StringComparison.Ordinal) || method.Name.EndsWith("OrDefault", StringComparison.Ordinal)
            ? $"{method.DeclaringType!.FullName}.{method.Name}" : null);
}

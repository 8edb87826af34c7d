using OpenClaw.Tenancy.HouseRules.Support;

namespace OpenClaw.Tenancy.HouseRules.Types;

/// <summary>A class that is open by accident could be derived from by a host, and answer in its name.</summary>
public sealed class SealedTests
{
    // The runtime derives from it to stand before a contract in tests; it is internal, so no host does.
    private static readonly string[] Open = ["OpenClaw.Tenancy.Testing.Chaos.ChaosProxy"];

    [Fact]
    public void Every_class_is_sealed_abstract_or_static() => Rule.Holds(
        "Seal the class, or make it abstract.",
        [.. Library.Types.Where(static t => t.IsClass)],
        static type => type.IsSealed || type.IsAbstract || (Open.Contains(type.FullName) && !type.IsVisible) ? null : type.FullName);

    [Fact]
    public void What_is_open_is_still_there() => Rule.Holds(
        "Take the class off the list.", Open, static name => Library.Types.Any(t => t.FullName == name && !t.IsSealed) ? null : name);

    [Fact]
    public void Every_abstract_class_says_who_may_derive() => Rule.Holds(
        "Give the abstract class a constructor that is private protected.",
        [.. Library.PublicTypes.Where(static t => t is { IsClass: true, IsAbstract: true, IsSealed: false })],
        static type => type.GetConstructors(Members.Instance).Any(static c => c.IsPublic || c.IsFamily || c.IsFamilyOrAssembly) ? type.FullName : null);
}

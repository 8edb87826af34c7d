using OpenClaw.Tenancy.HouseRules.Metadata;
using OpenClaw.Tenancy.HouseRules.Support;

namespace OpenClaw.Tenancy.HouseRules.Layering;

/// <summary>Inside the core a lower namespace never uses a higher one.</summary>
public sealed class NamespaceLayeringTests
{
    // Lower first. What stands in the same namespace may use each other.
    private static readonly string[] Order =
    [
        "OpenClaw.Tenancy",
        "OpenClaw.Tenancy.Telemetry",
        "OpenClaw.Tenancy.Signing",
        "OpenClaw.Tenancy.Scopes",
        "OpenClaw.Tenancy.Resources",
        "OpenClaw.Tenancy.Directory",
        "OpenClaw.Tenancy.Claims",
        "OpenClaw.Tenancy.Auditing.Redaction",
        "OpenClaw.Tenancy.Auditing.Merkle",
        "OpenClaw.Tenancy.Auditing",
        "OpenClaw.Tenancy.Auditing.Pseudonyms",
        "OpenClaw.Tenancy.Auditing.Checkpoints",
        "OpenClaw.Tenancy.Auditing.Trails",
        "OpenClaw.Tenancy.Auditing.Export",
        "OpenClaw.Tenancy.Authorization",
        "OpenClaw.Tenancy.Contexts",
        "OpenClaw.Tenancy.Events",
        "OpenClaw.Tenancy.ApiKeys",
        "OpenClaw.Tenancy.Administration",
        "OpenClaw.Tenancy.Approvals",
        "OpenClaw.Tenancy.BreakGlass",
        "OpenClaw.Tenancy.Exchange",
        "OpenClaw.Tenancy.Jobs",
        "OpenClaw.Tenancy.Vaults",
        "OpenClaw.Tenancy.Usage",
        "OpenClaw.Tenancy.Limits",
        "OpenClaw.Tenancy.Storage",
        "OpenClaw.Tenancy.Storage.Files.Linux",
        "OpenClaw.Tenancy.Storage.Files",
        "OpenClaw.Tenancy.Storage.Files.Archives",
        "OpenClaw.Tenancy.Health",
        "OpenClaw.Tenancy.Posture",
        "OpenClaw.Tenancy.DependencyInjection",
        "Microsoft.Extensions.DependencyInjection",
    ];

    // The options of the whole library stand at its root, and the implication lattice is data in them.
    private static readonly TypeUse[] Exceptions = [new("OpenClaw.Tenancy.TenancyOptions", "OpenClaw.Tenancy.Scopes.ScopeLattice")];

    private static readonly IReadOnlySet<TypeUse> Uses = Read();

    [Fact]
    public void A_lower_namespace_uses_no_higher_one() => Rule.Holds(
        "Dependencies point down: move the type, or hand the higher thing in from above.",
        [.. Uses.Except(Exceptions)],
        static use => Rank(use.User) < Rank(use.Used) ? $"{use.User} uses {use.Used}" : null);

    [Fact]
    public void Every_namespace_of_the_core_has_its_place() => Rule.Holds(
        "State the place of a new namespace in the order above.",
        [.. Library.Types.Where(static t => t.Assembly == Library.Core).Select(static t => t.Namespace!).Distinct()],
        static name => Order.Contains(name) ? null : name);

    [Fact]
    public void Every_exception_is_still_needed() => Assert.Superset(Exceptions.ToHashSet(), Uses.ToHashSet());

    // What the compiler embeds stands in namespaces of its own, and lies below everything.
    private static int Rank(string type) => Array.IndexOf(Order, type[..type.LastIndexOf('.')]);

    private static IReadOnlySet<TypeUse> Read()
    {
        using var core = new AssemblyUses(Library.PathOf(Library.Core));
        return core.TypeUses();
    }
}

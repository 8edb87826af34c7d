using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using OpenClaw.Tenancy.HouseRules.Support;

namespace OpenClaw.Tenancy.HouseRules.Types;

/// <summary>A friend is a name, and any assembly can bear a name: it could mint permits.</summary>
public sealed partial class FriendTests
{
    [Fact]
    public void No_assembly_has_friends() => Rule.Holds(
        "Test through the public surface.",
        Library.Assemblies,
        static assembly => assembly.GetCustomAttributes<InternalsVisibleToAttribute>().Select(a => $"{assembly.GetName().Name} is open to {a.AssemblyName}"));

    [Fact]
    public void No_configuration_of_the_build_adds_friends() => Rule.Holds(
        "A Release build would have a friend that this build has not.",
        [.. Repository.Files("src").Where(static p => Repository.IsCSharp(p) || p.EndsWith("proj", StringComparison.Ordinal) || p.EndsWith(".props", StringComparison.Ordinal))],
        static path => Friends().IsMatch(Repository.Text(path)) ? path : null);

    [GeneratedRegex("InternalsVisibleTo|IgnoresAccessChecksTo|UnsafeAccessor")]
    private static partial Regex Friends();
}

using System.Reflection;
using OpenClaw.Tenancy.HouseRules.Support;

namespace OpenClaw.Tenancy.HouseRules.Types;

/// <summary>No shape of a granting type lets an outsider make one, copy one or change one.</summary>
public sealed class GrantingTypesTests
{
    [Fact]
    public void They_are_sealed_classes() => Rule.Holds(
        "A struct has a default, and an open class can be derived from.",
        Granting.Types,
        static type => type is { IsClass: true, IsSealed: true } ? null : type.FullName);

    [Fact]
    public void They_are_no_records() => Rule.Holds(
        "A record can be copied with other members.",
        Granting.Types,
        static type => type.GetMethod("<Clone>$", Members.Instance) is null ? null : type.FullName);

    [Fact]
    public void They_have_no_public_constructor() => Rule.Holds(
        "Only the library makes them.",
        Granting.Types,
        static type => type.GetConstructors(Members.Instance).Where(Members.IsVisible).Select(constructor => $"{type.FullName}: {constructor}"));

    [Fact]
    public void They_have_no_public_setter() => Rule.Holds(
        "What was checked must stay as it was checked.",
        Granting.Types,
        static type => type.GetProperties(Members.Instance | BindingFlags.Static).Where(static p => Members.IsVisible(p.SetMethod)).Select(p => $"{type.FullName}.{p.Name}"));

    [Fact]
    public void They_have_no_public_field() => Rule.Holds(
        "What was checked must stay as it was checked.",
        Granting.Types,
        static type => type.GetFields(Members.Instance).Where(static f => f.IsPublic || f.IsFamily).Select(f => $"{type.FullName}.{f.Name}"));
}

using System.Reflection;
using OpenClaw.Tenancy.HouseRules.Support;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.HouseRules.Types;

/// <summary>No framework makes an id, a claim or a permit out of a request by itself.</summary>
public sealed class BindingTests
{
    private static readonly string[] Parsers = ["IParsable`1", "ISpanParsable`1", "IUtf8SpanParsable`1"];
    private static readonly string[] Binders = ["Parse", "TryParse", "BindAsync"];

    [Fact]
    public void No_public_type_is_parsable() => Rule.Holds(
        "Minimal APIs bind a parsable type from the query.",
        Library.PublicTypes,
        static type => type.GetInterfaces().Where(static i => Parsers.Contains(i.Name)).Select(i => $"{type.FullName}: {i.Name}"));

    [Fact]
    public void No_public_type_has_a_method_that_frameworks_bind_with() => Rule.Holds(
        "Name it From or TryFrom.",
        Library.PublicTypes,
        static type => type.GetMethods(Members.Public).Where(static m => Binders.Contains(m.Name)).Select(m => $"{type.FullName}.{m.Name}"));

    [Fact]
    public void No_public_type_has_a_type_converter() => Rule.Holds(
        "A type converter is a way of binding.",
        Library.PublicTypes,
        static type => type.IsDefined(typeof(System.ComponentModel.TypeConverterAttribute), inherit: true) ? type.FullName : null);

    [Fact]
    public void The_call_without_a_permit_gives_a_tenant_id_and_no_more()
    {
        MethodInfo find = Assert.Single(typeof(IResourceOwnerSource<>).GetMethods());
        Assert.Equal(typeof(ValueTask<TenantId?>), find.ReturnType);
        Assert.DoesNotContain(find.GetParameters(), static p => p.ParameterType.IsByRef);
        Assert.Empty(typeof(IResourceOwnerSource<>).GetProperties());
    }
}

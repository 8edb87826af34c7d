using System.ComponentModel;
using System.Reflection;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Tests.Ids;

/// <summary>No framework finds a way by which it could bind an id, or anything that grants, from a request.</summary>
public sealed class TenantIdBindingTests
{
    private static readonly Type[] Exported = typeof(TenantId).Assembly.GetExportedTypes();

    [Fact]
    public void Assembly_HasNoParsableType() => Assert.DoesNotContain(
        Exported.SelectMany(static t => t.GetInterfaces()), static i => i.Name.Contains("Parsable", StringComparison.Ordinal));

    [Theory]
    [InlineData("Parse")]
    [InlineData("TryParse")]
    [InlineData("BindAsync")]
    public void Assembly_HasNoMethodThatBindersLookFor(string method) => Assert.DoesNotContain(
        Exported, t => t.GetMethods(BindingFlags.Public | BindingFlags.Static).Any(m => m.Name == method));

    [Fact]
    public void Assembly_HasNoConversionOperator() => Assert.DoesNotContain(
        Exported.SelectMany(static t => t.GetMethods(BindingFlags.Public | BindingFlags.Static)),
        static m => m.Name is "op_Implicit" or "op_Explicit");

    [Theory]
    [InlineData(typeof(TenantId))]
    [InlineData(typeof(TenantScopedScope))]
    public void TypeConverter_FromText_IsNone(Type type) => Assert.False(TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string)));
}

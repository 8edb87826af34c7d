using System.Collections;
using System.Reflection;
using OpenClaw.Tenancy.HouseRules.Support;

namespace OpenClaw.Tenancy.HouseRules.Types;

/// <summary>Nothing of a tenant lives in a place that all tenants share.</summary>
public sealed class StateTests
{
    private static readonly FieldInfo[] Statics =
    [
        .. Library.Assemblies.SelectMany(static a => a.GetTypes()).Where(static t => !IsCompilers(t))
            .SelectMany(static t => t.GetFields(Members.Static)).Where(static f => !f.IsLiteral),
    ];

    // Private tables that are read through spans and handed to nobody.
    private static readonly string[] Tables =
    [
        "OpenClaw.Tenancy.Tokens.Reading.TokenHeader.Members",
        "OpenClaw.Tenancy.Tokens.Reading.TokenPayload.Members",
        "OpenClaw.Tenancy.Tokens.Reading.TokenActor.Members",
        "OpenClaw.Tenancy.Tokens.Reading.TokenConfirmation.Members",
    ];

    [Fact]
    public void No_static_field_is_set_twice() => Rule.Holds(
        "Make the field readonly, or hold the state in an object.", Statics, static field => field.IsInitOnly ? null : Name(field));

    [Fact]
    public void No_static_field_holds_what_changes() => Rule.Holds(
        "Use an immutable or frozen collection, or hold the state in an object.",
        [.. Statics.Where(static f => !Tables.Contains(Name(f)))],
        static field => IsMutable(field.FieldType) ? $"{Name(field)} is a {field.FieldType.Name}" : null);

    [Fact]
    public void Nothing_is_ambient() => Rule.Holds(
        "A tenant is handed on as an argument.",
        [.. Library.Types.SelectMany(static t => t.GetFields(Members.Instance).Concat(t.GetFields(Members.Static)))],
        static field => field.IsDefined(typeof(ThreadStaticAttribute)) || IsAmbient(field.FieldType) ? Name(field) : null);

    private static bool IsAmbient(Type type) => type.IsGenericType
        && (type.GetGenericTypeDefinition() == typeof(AsyncLocal<>) || type.GetGenericTypeDefinition() == typeof(ThreadLocal<>));

    // Frozen, immutable and read-only collections implement the changing interfaces too, and refuse them.
    private static bool IsMutable(Type type) => type.IsArray
        || (type != typeof(string) && type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true
            && type.Namespace is not ("System.Collections.Frozen" or "System.Collections.Immutable")
            && !type.Name.StartsWith("ReadOnly", StringComparison.Ordinal)
            && (typeof(IEnumerable).IsAssignableFrom(type) || type.Name.StartsWith("ConditionalWeakTable", StringComparison.Ordinal)
                || type == typeof(System.Text.StringBuilder)));

    // Lambdas are kept in static fields of closure classes, literals in one of the module's own.
    private static bool IsCompilers(Type type) => type.Name.StartsWith('<') || (type.DeclaringType is { } outer && IsCompilers(outer));

    private static string Name(FieldInfo field) => $"{field.DeclaringType!.FullName}.{field.Name}";
}

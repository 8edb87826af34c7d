using System.Reflection;

namespace OpenClaw.Tenancy.HouseRules.Surface;

/// <summary>A type as text: with its namespace, but for those of the base library.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(int)] = "int", [typeof(long)] = "long",
        [typeof(ulong)] = "ulong", [typeof(char)] = "char", [typeof(string)] = "string", [typeof(object)] = "object",
    };

    internal static string Declaration(Type type)
    {
        string bases = string.Join(", ", type.IsEnum ? [Of(type.GetEnumUnderlyingType())] : Bases(type));
        return $"{Kind(type)} {type.Namespace}.{Short(type)}{Generics(type.GetGenericArguments())}{(bases.Length == 0 ? string.Empty : " : " + bases)}{Constraints(type.GetGenericArguments())}";
    }

    internal static string Short(Type type) => type.Name.Split('`')[0];

    internal static string Of(Type type) => Of(type, static (_, inner) => Of(inner), NullabilityState.Unknown);

    internal static string Of(NullabilityInfo info) => Of(
        info.Type.IsByRef ? info.Type.GetElementType()! : info.Type,
        (index, inner) => index < 0 ? info.ElementType is { } element ? Of(element) : Of(inner)
            : index < info.GenericTypeArguments.Length ? Of(info.GenericTypeArguments[index]) : Of(inner),
        info.ReadState);

    internal static string Generics(Type[] arguments) => arguments.Length == 0 ? string.Empty : $"<{string.Join(", ", arguments.Select(Short))}>";

    internal static string Constraints(Type[] arguments) => string.Concat(arguments.Select(static a =>
        (a.IsGenericParameter ? Words(a).Concat(a.GetGenericParameterConstraints().Where(static c => c != typeof(ValueType)).Select(Of)) : []).ToArray()
            is { Length: > 0 } all ? $" where {a.Name} : {string.Join(", ", all)}" : string.Empty));

    // Of the interfaces those that the base class has not already.
    private static IEnumerable<string> Bases(Type type) => new[] { type.BaseType }
        .Where(static b => b is not null && b != typeof(object) && b != typeof(ValueType))
        .Select(static b => Of(b!))
        .Concat(type.GetInterfaces().Where(static i => i.IsVisible).Except(type.BaseType?.GetInterfaces() ?? []).Select(Of).Order(StringComparer.Ordinal));

    private static string Of(Type type, Func<int, Type, string> inner, NullabilityState state)
    {
        string mark = state == NullabilityState.Nullable && !type.IsValueType ? "?" : string.Empty;
        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Of(value) + "?";
        }

        if (type.IsArray)
        {
            return inner(-1, type.GetElementType()!) + "[]" + mark;
        }

        string name = type.IsGenericParameter ? type.Name : Keywords.GetValueOrDefault(type, $"{Prefix(type)}{Short(type)}");
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select((a, i) => inner(i, a)))}>{mark}" : name + mark;
    }

    private static string Prefix(Type type) =>
        type.DeclaringType is { } outer ? Of(outer) + "." : type.Namespace!.StartsWith("System", StringComparison.Ordinal) ? string.Empty : type.Namespace + ".";

    private static string Kind(Type type) => type.IsEnum ? "enum" : type.IsInterface ? "interface"
        : type.IsValueType ? (type.IsByRefLike ? "ref struct" : "struct")
        : type is { IsAbstract: true, IsSealed: true } ? "static class" : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";

    private static IEnumerable<string> Words(Type parameter)
    {
        GenericParameterAttributes flags = parameter.GenericParameterAttributes;
        if (flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
        {
            yield return "struct";
        }

        if (flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            yield return "class";
        }

        if (flags.HasFlag(GenericParameterAttributes.AllowByRefLike))
        {
            yield return "allows ref struct";
        }
    }
}

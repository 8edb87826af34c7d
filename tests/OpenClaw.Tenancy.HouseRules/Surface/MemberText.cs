using System.Reflection;
using System.Runtime.CompilerServices;
using OpenClaw.Tenancy.HouseRules.Types;

namespace OpenClaw.Tenancy.HouseRules.Surface;

/// <summary>A member as one line of text.</summary>
internal static class MemberText
{
    private static readonly NullabilityInfoContext Nullability = new();

    internal static string Of(ConstructorInfo constructor) =>
        $"{Access(constructor)}{TypeText.Short(constructor.DeclaringType!)}({Parameters(constructor)})";

    internal static string Of(FieldInfo field) => field.IsLiteral
        ? $"const {TypeText.Of(field.FieldType)} {field.Name} = {field.GetRawConstantValue() ?? "null"}"
        : $"{(field.IsStatic ? "static " : string.Empty)}{(field.IsInitOnly ? "readonly " : string.Empty)}{TypeText.Of(Nullability.Create(field))} {field.Name}";

    internal static string Of(PropertyInfo property)
    {
        string index = property.GetIndexParameters() is { Length: > 0 } parameters ? $"[{string.Join(", ", parameters.Select(Of))}]" : string.Empty;
        string required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : string.Empty;
        return $"{Modifiers(property.GetMethod ?? property.SetMethod!)}{required}{TypeText.Of(Nullability.Create(property))} {property.Name}{index} {{ {Accessors(property)}}}";
    }

    internal static string Of(MethodInfo method)
    {
        string result = TypeText.Of(Nullability.Create(method.ReturnParameter));
        return $"{Modifiers(method)}{result} {method.Name}{TypeText.Generics(method.GetGenericArguments())}({Parameters(method)}){TypeText.Constraints(method.GetGenericArguments())}";
    }

    private static string Accessors(PropertyInfo property) =>
        (Members.IsVisible(property.GetMethod) ? "get; " : string.Empty)
        + (!Members.IsVisible(property.SetMethod) ? string.Empty : Members.IsInit(property.SetMethod!) ? "init; " : "set; ");

    private static string Modifiers(MethodInfo method) => Access(method)
        + (method.IsStatic ? "static " : string.Empty)
        + (method.DeclaringType!.IsInterface || !method.IsVirtual || method.IsFinal ? string.Empty
            : method.IsAbstract ? "abstract " : method.GetBaseDefinition() != method ? "override " : "virtual ");

    private static string Access(MethodBase method) => method.IsPublic ? string.Empty : "protected ";

    private static string Parameters(MethodBase method) =>
        (method.IsDefined(typeof(ExtensionAttribute)) ? "this " : string.Empty) + string.Join(", ", method.GetParameters().Select(Of));

    private static string Of(ParameterInfo parameter)
    {
        string way = parameter.IsOut ? "out " : parameter.IsIn ? "in " : parameter.ParameterType.IsByRef ? "ref "
            : parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params " : string.Empty;
        string value = parameter.HasDefaultValue ? $" = {parameter.RawDefaultValue ?? "default"}" : string.Empty;
        return $"{way}{TypeText.Of(Nullability.Create(parameter))} {parameter.Name}{value}";
    }
}

using System.Reflection;
using System.Runtime.CompilerServices;

namespace OpenClaw.Tenancy.Testing.Tests.Chaos;

/// <summary>A value of any type, made anew each time. Nobody looks into it.</summary>
internal static class AnyValue
{
    internal static object Of(Type type)
    {
        if (type.IsInterface)
        {
            return AnyTarget.Of(type);
        }

        object value = type switch
        {
            _ when type == typeof(string) => new string('a', 1),
            _ when type == typeof(bool) => true,
            { IsArray: true } => Array.CreateInstance(type.GetElementType()!, 1),
            _ => RuntimeHelpers.GetUninitializedObject(type),
        };
#pragma warning disable CA1816 // Reason: what was never constructed must not be finalized.
        GC.SuppressFinalize(value);
#pragma warning restore CA1816 // Reason: the end of the above.
        return value;
    }

    /// <summary>A type that a parameter of a generic contract or method may stand for.</summary>
    internal static Type ArgumentFor(Type parameter) => parameter.GetGenericParameterConstraints().FirstOrDefault(static c => c.IsClass) ?? typeof(Owned);

    internal static MethodInfo Generic(Type owner, string name, Type argument) =>
        owner.GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(argument);
}

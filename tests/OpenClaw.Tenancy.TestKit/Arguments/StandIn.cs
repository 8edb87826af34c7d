using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;

namespace OpenClaw.Tenancy.TestKit.Arguments;

/// <summary>An argument that is there and does nothing: what comes after the checks of arguments is not asked for.</summary>
internal static class StandIn
{
    internal static object? Of(Type type) => type switch
    {
        _ when type == typeof(string) => "x",
        _ when type == typeof(IServiceCollection) => new ServiceCollection(),
        _ when type.IsArray => Array.CreateInstance(type.GetElementType()!, 0),
        _ when type == typeof(int) => 1,
        _ when type == typeof(TimeSpan) => TimeSpan.FromMinutes(1),
        _ when type == typeof(Stream) => Stream.Null,
        _ when type.IsValueType => Activator.CreateInstance(type),
        _ when typeof(Delegate).IsAssignableFrom(type) => Deaf(type),
        _ when type.IsInterface => Silent(type),
        _ when type.IsAbstract => null,
        _ when type.GetConstructor(Type.EmptyTypes) is not null => Activator.CreateInstance(type),
        _ => RuntimeHelpers.GetUninitializedObject(type),
    };

    /// <summary>A method over types that satisfy what it asks of them.</summary>
    internal static MethodInfo Close(MethodInfo method) =>
        method.IsGenericMethodDefinition ? method.MakeGenericMethod([.. method.GetGenericArguments().Select(Argument)]) : method;

    private static Type Argument(Type parameter) =>
        parameter.GetGenericParameterConstraints() is [var constraint, ..] ? Silent(constraint).GetType() : typeof(object);

    private static Delegate Deaf(Type type)
    {
        MethodInfo invoke = type.GetMethod(nameof(Action.Invoke))!;
        return Expression.Lambda(type, Expression.Default(invoke.ReturnType), invoke.GetParameters().Select(static p => Expression.Parameter(p.ParameterType))).Compile();
    }

    private static object Silent(Type type) => DispatchProxy.Create(type, typeof(SilentProxy));
}

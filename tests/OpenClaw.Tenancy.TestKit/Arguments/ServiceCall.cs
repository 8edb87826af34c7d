using System.Reflection;

namespace OpenClaw.Tenancy.TestKit.Arguments;

/// <summary>Calls of the public methods of services, which stand there as a host has them.</summary>
internal static class ServiceCall
{
    internal static IEnumerable<(object Service, MethodInfo Method)> All(IServiceProvider services, IEnumerable<Type> types) => types.Select(services.GetService).OfType<object>()
        .Where(static s => s.GetType().IsPublic)
        .SelectMany(static s => s.GetType().GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(IsPlain).Select(m => (s, m)));

    /// <summary>What the call throws, at once or when its answer is waited for.</summary>
    internal static Exception? FaultOf(object? target, MethodInfo method, Func<ParameterInfo, object?> argument)
    {
        try
        {
            Wait(method.Invoke(target, [.. method.GetParameters().Select(argument)]));
            return null;
        }
        catch (Exception e)
        {
            return e is TargetInvocationException or AggregateException ? e.InnerException! : e;
        }
    }

    // A reference on the stack cannot be handed over by reflection.
    private static bool IsPlain(MethodInfo method) => !method.IsSpecialName && !method.IsGenericMethodDefinition
        && !Array.Exists(method.GetParameters(), static p => p.ParameterType.IsByRefLike || p.ParameterType.IsByRef);

    private static void Wait(object? result)
    {
        Task? task = result as Task ?? (Task?)result?.GetType().GetMethod(nameof(ValueTask.AsTask), Type.EmptyTypes)?.Invoke(result, null);
        task?.Wait(TimeSpan.FromSeconds(5));
    }
}

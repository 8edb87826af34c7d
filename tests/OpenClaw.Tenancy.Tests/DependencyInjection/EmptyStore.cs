using System.Reflection;

namespace OpenClaw.Tenancy.Tests.DependencyInjection;

/// <summary>A store that keeps nothing and outlives nothing.</summary>
public class EmptyStore : DispatchProxy
{
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.ReturnType is { IsValueType: true } type && type != typeof(void) ? Activator.CreateInstance(type) : null;
}

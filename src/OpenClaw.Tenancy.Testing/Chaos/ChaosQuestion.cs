using System.Reflection;

namespace OpenClaw.Tenancy.Testing.Chaos;

/// <summary>What was asked: a method with its arguments, as they were before the call, for the tenant of the scope that asked.</summary>
/// <param name="method">The method.</param>
/// <param name="arguments">The arguments.</param>
/// <param name="tenant">The tenant of the scope; null where the service is no scope's, or the scope has none.</param>
internal sealed class ChaosQuestion(MethodInfo method, object?[] arguments, TenantId? tenant)
{
    private readonly MethodInfo _method = method;
    private readonly object?[] _arguments = [.. arguments];
    private readonly TenantId? _tenant = tenant;

    internal string Name => $"{_method.DeclaringType!.Name}.{_method.Name}";

    internal CancellationToken Token => _arguments.OfType<CancellationToken>().LastOrDefault();

    // Who gives up when is no part of what was asked.
    internal bool IsSame(ChaosQuestion other) => _method == other._method && _tenant == other._tenant
        && _arguments.Zip(other._arguments).All(static pair => pair.First is CancellationToken || Equals(pair.First, pair.Second));
}

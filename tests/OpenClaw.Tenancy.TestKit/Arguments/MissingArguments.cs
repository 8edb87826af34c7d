using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using OpenClaw.Tenancy.Authorization;
using Xunit;

namespace OpenClaw.Tenancy.TestKit.Arguments;

/// <summary>Calls each registration of an assembly with one argument missing after the other, and asks whether it says which.</summary>
public static class MissingArguments
{
    private static readonly NullabilityInfoContext Nullability = new();

    // So that a member which is no longer found is noticed.
    private const int Least = 12;

    /// <summary>Each registration names the argument that is missing.</summary>
    public static void AreNamed(Assembly assembly) => Require(assembly.GetExportedTypes()
        .Where(static t => t.Namespace!.EndsWith(".DependencyInjection", StringComparison.Ordinal))
        .SelectMany(static t => t.GetMethods().Where(static m => m.IsDefined(typeof(ExtensionAttribute))))
        .Select(StandIn.Close)
        .SelectMany(static m => m.GetParameters().Where(IsNeeded).Select(p => ($"{m.Name}({p.Name})", FaultOf(m, p)))));

    /// <summary>
    /// Each method of services, which stand there as a host has them, refuses a missing argument; what is missing beside a permit is said before the
    /// permit is looked at, since a resource that is not named must not be taken for all of them. What answers yes or no is left out: no is an answer.
    /// </summary>
    public static void AreRefused(IServiceProvider services, IEnumerable<Type> types) => Require(ServiceCall.All(services, types)
        .Where(static c => c.Method.ReturnType != typeof(bool))
        .SelectMany(static c => c.Method.GetParameters().Where(IsNeeded).Select(p => ($"{c.Service.GetType().Name}.{c.Method.Name}({p.Name})", FaultOf(c.Method, p, c.Service)))));

    private static void Require(IEnumerable<(string Argument, string? Fault)> asked)
    {
        (string Argument, string? Fault)[] all = [.. asked];
        Assert.True(all.Length >= Least, $"Only {all.Length} were asked for.");
        string faults = string.Join('\n', all.Where(static a => a.Fault is not null));
        Assert.True(faults.Length == 0, faults);
    }

    private static bool IsNeeded(ParameterInfo parameter) =>
        !parameter.ParameterType.IsValueType && !parameter.IsOptional && Nullability.Create(parameter).ReadState == NullabilityState.NotNull;

    private static string? FaultOf(MethodInfo method, ParameterInfo missing, object? target = null)
    {
        Exception? fault = ServiceCall.FaultOf(target, method, p => p.Position == missing.Position ? null : StandIn.Of(p.ParameterType));
        bool isSaid = target is null || (Takes(method, out ParameterInfo? permit) && permit.Position != missing.Position)
            ? fault is ArgumentNullException named && named.ParamName == missing.Name
            : fault is ArgumentException or InvalidOperationException or TenantScopeRequiredException;
        return isSaid ? null : fault?.GetType().Name ?? "takes it";
    }

    private static bool Takes(MethodInfo method, [NotNullWhen(true)] out ParameterInfo? permit)
    {
        permit = Array.Find(method.GetParameters(), static p => p.ParameterType == typeof(AccessPermit) && Nullability.Create(p).WriteState == NullabilityState.NotNull);
        return permit is not null;
    }
}

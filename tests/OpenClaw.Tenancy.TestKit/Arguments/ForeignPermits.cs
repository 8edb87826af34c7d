using OpenClaw.Tenancy.Authorization;
using Xunit;

namespace OpenClaw.Tenancy.TestKit.Arguments;

/// <summary>Calls each method of services that takes a permit with one that was earned for something else.</summary>
public static class ForeignPermits
{
    /// <summary>Each refuses it, and does nothing. What answers yes or no is left out: no is an answer.</summary>
    /// <returns>How many methods were asked.</returns>
    public static int AreRefused(IServiceProvider services, IEnumerable<Type> types, AccessPermit permit)
    {
        (string Method, Exception? Fault)[] all =
        [
            .. ServiceCall.All(services, types)
                .Where(static c => c.Method.ReturnType != typeof(bool) && Array.Exists(c.Method.GetParameters(), static p => p.ParameterType == typeof(AccessPermit)))
                .Select(c => ($"{c.Service.GetType().Name}.{c.Method.Name}", ServiceCall.FaultOf(
                    c.Service, c.Method, p => p.ParameterType == typeof(AccessPermit) ? permit : StandIn.Of(p.ParameterType)))),
        ];
        string wrong = string.Join('\n', all.Where(static c => c.Fault is not TenantScopeRequiredException).Select(static c => $"{c.Method}: {c.Fault?.GetType().Name ?? "takes it"}"));
        Assert.True(wrong.Length == 0, wrong);
        return all.Length;
    }
}

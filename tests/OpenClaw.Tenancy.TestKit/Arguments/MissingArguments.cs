using System.Reflection;
using System.Runtime.CompilerServices;

namespace OpenClaw.Tenancy.TestKit.Arguments;

/// <summary>Calls each registration of an assembly with one argument missing after the other, and asks whether it says which.</summary>
public static class MissingArguments
{
    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>One line for each argument that may not be missing, and what came instead of its name.</summary>
    public static IReadOnlyList<(string Argument, string? Fault)> Of(Assembly assembly) =>
    [
        .. assembly.GetExportedTypes()
            .Where(static t => t.Namespace!.EndsWith(".DependencyInjection", StringComparison.Ordinal))
            .SelectMany(static t => t.GetMethods().Where(static m => m.IsDefined(typeof(ExtensionAttribute))))
            .Select(StandIn.Close)
            .SelectMany(static m => m.GetParameters().Where(IsNeeded).Select(p => ($"{m.Name}({p.Name})", FaultOf(m, p)))),
    ];

    private static bool IsNeeded(ParameterInfo parameter) =>
        !parameter.ParameterType.IsValueType && !parameter.IsOptional && Nullability.Create(parameter).ReadState == NullabilityState.NotNull;

    private static string? FaultOf(MethodInfo method, ParameterInfo missing)
    {
        try
        {
            method.Invoke(null, [.. method.GetParameters().Select(p => p.Position == missing.Position ? null : StandIn.Of(p.ParameterType))]);
            return "takes it";
        }
        catch (TargetInvocationException e)
        {
            return e.InnerException is ArgumentNullException named && named.ParamName == missing.Name ? null : e.InnerException!.GetType().Name;
        }
    }
}

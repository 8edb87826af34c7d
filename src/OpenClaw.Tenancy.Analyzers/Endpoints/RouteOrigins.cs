using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OpenClaw.Tenancy.Analyzers.Operations;

namespace OpenClaw.Tenancy.Analyzers.Endpoints;

/// <summary>Goes from what an endpoint is mapped on to the groups around it.</summary>
internal sealed class RouteOrigins(EndpointTypes types)
{
    internal RouteOrigin Of(IOperation routes)
    {
        routes = Tree.Bare(routes);
        if (types.IsApplication(routes.Type))
        {
            return RouteOrigin.Silent;
        }

        return routes switch
        {
            IInvocationOperation call => OfCall(call),
            ILocalReferenceOperation local => IsSaidOf(local.Local, local.Type, local) || Tree.OnlyValue(local) is not { } only ? default : Of(only),
            IParameterReferenceOperation parameter => IsSaidOf(parameter.Parameter, parameter.Type, parameter) ? default : OfParameter(parameter),
            _ => default,
        };
    }

    private RouteOrigin OfCall(IInvocationOperation call) =>
        EndpointTypes.IsSaying(call.TargetMethod) || types.MaySay(call.TargetMethod) || !call.TargetMethod.IsExtensionMethod || !types.IsRoutes(call.Type)
            ? default
            : Of(call.Arguments[0].Value);

    private bool IsSaidOf(ISymbol variable, ITypeSymbol? type, IOperation where) => types.IsBuilder(type) && new BuilderUses(types).MaySay(variable, where);

    private RouteOrigin OfParameter(IParameterReferenceOperation reference)
    {
        if (reference.Parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.AnonymousFunction })
        {
            return RouteOrigin.Through(reference.Parameter);
        }

        return LambdaTaker(reference) switch
        {
            { TargetMethod.Name: "UseEndpoints" } call when !types.MaySay(call.TargetMethod) => RouteOrigin.Silent,
            { TargetMethod.Name: "MapTenantEndpoints" } call when LibraryTypes.Has(call.TargetMethod) => Of(call.Arguments[0].Value),
            _ => default,
        };
    }

    // The call that a lambda is handed to, whose parameter is looked for.
    private static IInvocationOperation? LambdaTaker(IParameterReferenceOperation reference)
    {
        for (IOperation? up = reference.Parent; up is not null; up = up.Parent)
        {
            if (up is IAnonymousFunctionOperation lambda && Tree.Is(lambda.Symbol, reference.Parameter.ContainingSymbol))
            {
                return lambda.Parent is IDelegateCreationOperation { Parent: IArgumentOperation { Parent: IInvocationOperation call } } ? call : null;
            }
        }

        return null;
    }
}

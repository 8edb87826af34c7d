using Microsoft.CodeAnalysis;

namespace OpenClaw.Tenancy.Analyzers.Endpoints;

/// <summary>Where routes come from, as far as that tells whether a group around them has said anything. The default is: it is not known.</summary>
internal readonly struct RouteOrigin
{
    private RouteOrigin(bool isSilent, IParameterSymbol? parameter) => (IsSilent, Parameter) = (isSilent, parameter);

    /// <summary>Nothing around the endpoint says anything.</summary>
    internal static RouteOrigin Silent => new(isSilent: true, parameter: null);

    internal bool IsSilent { get; }

    /// <summary>The parameter through which the routes came, so that the callers know; or null.</summary>
    internal IParameterSymbol? Parameter { get; }

    internal static RouteOrigin Through(IParameterSymbol parameter) => new(isSilent: false, parameter.OriginalDefinition);
}

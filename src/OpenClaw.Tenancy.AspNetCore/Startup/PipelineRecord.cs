using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace OpenClaw.Tenancy.AspNetCore.Startup;

/// <summary>Where UseTenancy was called, what stood in the pipeline before it, and what a host has mapped.</summary>
internal sealed class PipelineRecord
{
    // The marks that the framework's own extension methods leave behind.
    private const string Routing = "__EndpointRouteBuilder";
    private const string Mapped = "__GlobalEndpointRouteBuilder";
    private const string Authentication = "__AuthenticationMiddlewareSet";
    private const string AuthorizationMark = "__AuthorizationMiddlewareSet";
    private const string Tenancy = "__OpenClawTenancyMiddlewareSet";

    private IDictionary<string, object?>? _properties;
    private bool _routingBefore;
    private bool _authenticationBefore;
    private bool _authorizationBefore;
    private bool _twice;
    private volatile bool _isFinished;

    /// <summary>What a WebApplication has mapped and routing does not know: it learns of it when the pipeline is built. None from then on, and none where the host maps while it is built.</summary>
    internal IEnumerable<EndpointDataSource> Unrouted =>
        !_isFinished && _properties?.TryGetValue(Mapped, out object? routes) == true && routes is IEndpointRouteBuilder builder ? builder.DataSources : [];

    /// <summary>The pipeline is built, and routing knows every endpoint.</summary>
    internal void Finish() => _isFinished = true;

    internal void Add(IApplicationBuilder app)
    {
        _twice |= app.Properties.ContainsKey(Tenancy);
        app.Properties[Tenancy] = true;
        _properties = app.Properties;
        _routingBefore = app.Properties.ContainsKey(Routing);
        _authenticationBefore = app.Properties.ContainsKey(Authentication);
        _authorizationBefore = app.Properties.ContainsKey(AuthorizationMark);
    }

    /// <summary>What the host itself put into the pipeline, or null while UseTenancy was not called.</summary>
    /// <remarks>Read before the framework adds what is missing, which it puts in front of everything.</remarks>
    internal (bool Routing, bool Authentication)? AskedFor() =>
        _properties is null ? null : (_properties.ContainsKey(Routing), _properties.ContainsKey(Authentication));

    internal IEnumerable<string> Errors(IApplicationBuilder root, (bool Routing, bool Authentication) askedFor, bool needsPrincipal)
    {
        if (_properties is null)
        {
            yield return "OCT2007: UseTenancy is missing, so nothing checks the tenant of a request. Call app.UseTenancy() after app.UseAuthentication().";
            yield break;
        }

        if (!root.Properties.ContainsKey(Tenancy))
        {
            yield return "OCT2008: UseTenancy was called on a branch of the pipeline, and the rest is not covered. Call it on the app itself.";
        }

        if (_twice)
        {
            yield return "OCT2008: UseTenancy was called twice. Call it once.";
        }

        if (!_routingBefore && askedFor.Routing)
        {
            yield return "OCT2008: UseTenancy stands before UseRouting, so it cannot see what the endpoint says. Call it after app.UseRouting().";
        }

        if (needsPrincipal && !_authenticationBefore && askedFor.Authentication)
        {
            yield return "OCT2008: UseTenancy stands before UseAuthentication, so it sees no principal. Call it after app.UseAuthentication().";
        }

        if (_authorizationBefore)
        {
            yield return "OCT2008: UseTenancy stands after UseAuthorization, so policies would decide without a tenant. Call it before app.UseAuthorization().";
        }
    }
}

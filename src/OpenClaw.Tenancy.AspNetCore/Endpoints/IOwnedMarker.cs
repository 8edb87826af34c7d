namespace OpenClaw.Tenancy.AspNetCore.Endpoints;

/// <summary>What an endpoint says of a resource that one of its route parameters names.</summary>
internal interface IOwnedMarker : ITenancyMarker
{
    string RouteParameter { get; }

    Type SourceType { get; }

    ValueTask<TenantId?> FindOwnerAsync(IServiceProvider services, string id, CancellationToken cancellationToken);
}

namespace OpenClaw.Tenancy.AspNetCore.Endpoints;

/// <summary>What an endpoint says of tenancy. An endpoint that says nothing fails the start.</summary>
internal interface ITenancyMarker
{
}

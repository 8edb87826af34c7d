using Microsoft.AspNetCore.Http;
using OpenClaw.Tenancy.AspNetCore.Live;
using OpenClaw.Tenancy.Ingress.Cells;

namespace OpenClaw.Tenancy.Ingress.Relay;

/// <summary>An attempt to connect to a gateway, and what came of it.</summary>
internal sealed class GatewayAttempt(Cell cell, LiveConnection connection, string[] caps, HttpContext context)
{
    internal Cell Cell => cell;

    internal LiveConnection Connection => connection;

    internal string[] Caps => caps;

    internal HttpContext Context => context;

    /// <summary>The version of the credential that was sent last.</summary>
    internal int Version { get; set; }

    internal GatewayLink? Link { get; set; }
}

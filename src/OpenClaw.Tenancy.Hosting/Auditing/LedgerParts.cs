using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Hosting.Files;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.Hosting.Auditing;

/// <summary>What a ledger in files works with.</summary>
/// <param name="Signer">Signs its checkpoints.</param>
/// <param name="Disk">Writes.</param>
/// <param name="Anchor">Keeps the last checkpoint besides, or null.</param>
/// <param name="Tenants">Gives the id that a trail's text stands for.</param>
/// <param name="Time">The clock.</param>
/// <param name="Logger">The log.</param>
internal sealed record LedgerParts(
    ITenancySigner Signer, DiskCalls Disk, LedgerAnchor? Anchor, Func<string, TenantId> Tenants, TimeProvider Time, ILogger Logger);

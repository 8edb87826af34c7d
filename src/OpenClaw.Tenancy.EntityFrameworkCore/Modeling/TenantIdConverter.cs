using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Modeling;

/// <summary>Keeps a tenant id as its text.</summary>
/// <param name="known">The ids that text alone cannot become.</param>
[SuppressMessage("Performance", "CA1812", Justification = "Reason: made by the conventions.")]
internal sealed class TenantIdConverter(KnownTenants known) : ValueConverter<TenantId, string>(static id => id.ToString(), text => known.Revive(text));

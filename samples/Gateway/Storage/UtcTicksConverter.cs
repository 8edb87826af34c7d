using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace OpenClaw.Tenancy.Samples.Gateway.Storage;

/// <summary>Keeps a moment as its ticks, which no database rounds.</summary>
public sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(static time => time.UtcTicks, static ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

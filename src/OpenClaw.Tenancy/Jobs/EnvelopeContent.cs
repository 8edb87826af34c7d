using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Jobs;

/// <summary>Everything that an envelope says.</summary>
internal sealed record EnvelopeContent
{
    private const int FixedFields = 20;

    internal required string Id { get; init; }

    internal required string Purpose { get; init; }

    internal required Digest256 Body { get; init; }

    internal required long EndTicks { get; init; }

    internal required string? CorrelationId { get; init; }

    internal required string? RunId { get; init; }

    internal required SealedClaim Claim { get; init; }

    // INVARIANT: in this order, every field, and the scopes behind them.
    internal List<string> ToFields() =>
    [
        Id, Purpose, Body.ToString(), Number(EndTicks), Optional(CorrelationId), Optional(RunId),
        Claim.Tenant, Claim.Issuer, Claim.Holder, Number(Claim.HolderGeneration), Number(Claim.Renewal), Number(Claim.AsOf), Claim.Subject, Optional(Claim.Credential), Number(Claim.IssuedTicks),
        Optional(Claim.Actor?.Issuer), Optional(Claim.Actor?.Subject), Optional(Claim.Actor?.Tenant), Optional(Claim.Actor?.Grant),
        Claim.Scopes is null ? "all" : "some", .. Claim.Scopes ?? [],
    ];

    /// <summary>Reads what <see cref="ToFields"/> gives, and nothing else.</summary>
    internal static bool TryRead(List<string> fields, [NotNullWhen(true)] out EnvelopeContent? content)
    {
        content = null;
        if (fields.Count < FixedFields || !Digest256.TryFrom(fields[2], out Digest256 body)
            || !TryNumber(fields[3], out long end) || !TryNumber(fields[9], out long generation) || !TryNumber(fields[10], out long renewal)
            || !TryNumber(fields[11], out long asOf) || !TryNumber(fields[14], out long issued))
        {
            return false;
        }

        var read = new EnvelopeContent
        {
            Id = fields[0],
            Purpose = fields[1],
            Body = body,
            EndTicks = end,
            CorrelationId = FromOptional(fields[4]),
            RunId = FromOptional(fields[5]),
            Claim = new SealedClaim
            {
                Tenant = fields[6],
                Issuer = fields[7],
                Holder = fields[8],
                HolderGeneration = generation,
                Renewal = renewal,
                AsOf = asOf,
                Subject = fields[12],
                Credential = FromOptional(fields[13]),
                IssuedTicks = issued,
                Actor = FromOptional(fields[15]) is { } issuer && FromOptional(fields[16]) is { } subject
                    ? new ClaimActor { Issuer = issuer, Subject = subject, Tenant = FromOptional(fields[17]), Grant = FromOptional(fields[18]) } : null,
                Scopes = fields[19] == "all" ? null : fields[FixedFields..],
            },
        };

        // INVARIANT: one spelling. Whatever would be written otherwise was written by something else.
        content = read.ToFields().SequenceEqual(fields) ? read : null;
        return content is not null;
    }

    private static string Optional(string? text) => text is null ? string.Empty : "=" + text;

    private static string? FromOptional(string field) => field.StartsWith('=') ? field[1..] : null;

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool TryNumber(string field, out long number) =>
        long.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= DateTimeOffset.MaxValue.UtcTicks;
}

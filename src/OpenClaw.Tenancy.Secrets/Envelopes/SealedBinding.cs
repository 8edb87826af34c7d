namespace OpenClaw.Tenancy.Secrets.Envelopes;

/// <summary>The bytes that bind a sealed value to its place: what its keys are derived from, and what it is authenticated with.</summary>
internal static class SealedBinding
{
    /// <summary>As much as the longest place takes, and more.</summary>
    internal const int MaxSize = 512;

    private const string Label = "openclaw.tenancy.secrets.v1";

    /// <summary>Writes the fields. All of them are authenticated; the first <paramref name="infoLength"/> bytes, which is all but the times, go into the keys.</summary>
    /// <returns>How many bytes were written; 0 where the place is none.</returns>
    internal static int Write(Span<byte> target, in SealedPlace place, ReadOnlySpan<char> keyId, out int infoLength)
    {
        var fields = new Fields(target);
        fields.Add(Label);
        fields.Add(place.Tenant);
        fields.Add(place.Name);
        fields.Add(place.Series);
        fields.Add((long)place.Version);
        fields.Add(place.Purpose);
        fields.Add(keyId);
        infoLength = fields.Length;
        fields.Add(place.Times.SecretCreatedTicks);
        fields.Add(place.Times.CreatedTicks);
        fields.Add(place.Times.ExpiresTicks);
        fields.Add(place.Times.RetiresTicks);
        return fields.IsBroken ? 0 : fields.Length;
    }
}

namespace OpenClaw.Tenancy.Storage;

/// <summary>The form of keys and prefixes in Redis.</summary>
internal static class RedisForm
{
    // INVARIANT: the first brace is the tag's and a text key holds none, so that the tag is the whole tenant id.
    internal static string Of(string text)
    {
        ReadOnlySpan<char> behind = text.AsSpan(KeyFields.Root.Length);
        int tenant = behind.IndexOf(StorageKeyPartitioner.Delimiter);
        return $"{KeyFields.Root}{{{behind[..tenant]}}}{behind[tenant..]}";
    }
}

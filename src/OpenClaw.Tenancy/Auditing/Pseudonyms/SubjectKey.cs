using System.Buffers;

namespace OpenClaw.Tenancy.Auditing.Pseudonyms;

/// <summary>The key of the pseudonyms, and its name.</summary>
internal sealed class SubjectKey
{
    private const int Least = 32;
    private const int Most = 4096;
    private const int MaxId = 32;
    private const UnixFileMode Foreign =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private static readonly SearchValues<char> IdChars = SearchValues.Create("-0123456789abcdefghijklmnopqrstuvwxyz");

    private SubjectKey(string id, byte[] bytes) => (Id, Bytes) = (id, bytes);

    internal string Id { get; }

    internal byte[] Bytes { get; }

    /// <exception cref="TenancyConfigurationException">There is no key that may be used; each error names its fix.</exception>
    internal static SubjectKey Open(SubjectPseudonymOptions options)
    {
        bool named = options.KeyId is { Length: > 0 and <= MaxId } id && !id.AsSpan().ContainsAnyExcept(IdChars);
        List<string> errors = named ? [] : ["PseudonymizeSubjects has no key id, or one that is no [a-z0-9-]{1,32}. Set o.KeyId, and to another one whenever the key is another one."];
        bool one = options.KeyFile is null != options.Key.IsEmpty;
        if (!one)
        {
            errors.Add($"PseudonymizeSubjects needs exactly one key: set o.KeyFile to the path of a file with {Least} random bytes or more, or o.Key to the bytes.");
        }

        byte[] key = one ? Key(options, errors) : [];
        return errors.Count == 0 ? new SubjectKey(options.KeyId!, key) : throw new TenancyConfigurationException(errors);
    }

    private static byte[] Key(SubjectPseudonymOptions options, List<string> errors)
    {
        int before = errors.Count;
        byte[] key = options.KeyFile is { } path ? Read(path, errors) : options.Key.ToArray();
        if (errors.Count == before && key.Length is < Least or > Most)
        {
            errors.Add($"The key of PseudonymizeSubjects has {key.Length} bytes. Give it {Least} to {Most} bytes from a generator of random bytes: a short one can be guessed from known subjects.");
        }

        return key;
    }

    private static byte[] Read(string path, List<string> errors)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);

            // SECURITY: asked of the opened file and not of its name, which may mean another file a moment later.
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(stream.SafeFileHandle) & Foreign) != 0)
            {
                errors.Add($"The key file '{path}' of PseudonymizeSubjects is open to other users of the machine. Run 'chmod 600' on it; if others could read it, make a new key with a new key id.");
                return [];
            }

            byte[] key = new byte[Math.Min(stream.Length, Most + 1)];
            stream.ReadExactly(key);
            return key;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            errors.Add($"The key file '{path}' of PseudonymizeSubjects cannot be read. Check that it is there and that this process may read it; it is never made anew, because everybody would have another pseudonym.");
            return [];
        }
    }
}

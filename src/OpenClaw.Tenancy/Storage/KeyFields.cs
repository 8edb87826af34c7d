namespace OpenClaw.Tenancy.Storage;

/// <summary>The fields of a text key or prefix, and how they are written.</summary>
internal readonly ref struct KeyFields(string tenant, string kind, ReadOnlySpan<string> segments)
{
    /// <summary>The longest text of a key, in bytes: what an object store takes.</summary>
    internal const int MaxLength = 1024;

    /// <summary>What every key begins with.</summary>
    internal const string Root = "tenants/";

    private readonly ReadOnlySpan<string> _segments = segments;

    /// <summary>The length of the text; zero where a field is refused or the whole is too long.</summary>
    internal int Measure()
    {
        int length = Root.Length + tenant.Length + 1;
        int field = StorageField.Measure(kind);
        bool refused = field == 0;
        length += field;
        foreach (string segment in _segments)
        {
            field = StorageField.Measure(segment);
            refused |= field == 0;
            length += field + 1;
        }

        return refused || length > MaxLength ? 0 : length;
    }

    /// <summary>Writes the text into what was measured for it; what is left over is filled with the delimiter.</summary>
    internal void Write(Span<char> target)
    {
        int at = Copy(Root, target, 0);
        at = Copy(tenant, target, at);
        target[at++] = StorageKeyPartitioner.Delimiter;
        at += StorageField.Write(target[at..], kind);
        foreach (string segment in _segments)
        {
            target[at++] = StorageKeyPartitioner.Delimiter;
            at += StorageField.Write(target[at..], segment);
        }

        target[at..].Fill(StorageKeyPartitioner.Delimiter);
    }

    /// <summary>What was wrong, and how to put it right. It repeats nothing of the fields.</summary>
    internal string Fault()
    {
        for (int i = 0; i < _segments.Length; i++)
        {
            if (StorageField.Measure(_segments[i]) == 0)
            {
                return $"Segment {i} of the storage key is empty, is ill-formed UTF-16, or is longer than {StorageField.MaxLength} bytes once it is escaped. Give a text that is none of these; nothing is cut.";
            }
        }

        return $"The storage key is longer than {MaxLength} bytes once it is escaped. Use fewer or shorter segments; nothing is cut.";
    }

    private static int Copy(string text, Span<char> target, int at)
    {
        text.CopyTo(target[at..]);
        return at + text.Length;
    }
}

namespace OpenClaw.Tenancy.Storage;

/// <summary>The fields of a text key or prefix, and how they are written.</summary>
internal readonly ref struct KeyFields(string tenant, string kind, ReadOnlySpan<string> segments)
{
    /// <summary>The longest text of a key, in bytes: what an object store takes.</summary>
    internal const int MaxLength = 1024;

    /// <summary>What every key begins with.</summary>
    internal const string Root = "tenants/";

    private readonly ReadOnlySpan<string> _segments = segments;

    /// <summary>The length of the text, and whether each field stands in it as it is; zero where a field is refused or the whole is too long.</summary>
    internal int Measure(out bool plain)
    {
        int length = Root.Length + tenant.Length + 1;
        int field = StorageField.Measure(kind);
        bool refused = field == 0;
        plain = field == kind.Length;
        length += field;
        foreach (string segment in _segments)
        {
            field = StorageField.Measure(segment);
            if (field == 0)
            {
                return 0;
            }

            plain &= field == segment.Length;
            length += field + 1;
        }

        return refused || length > MaxLength ? 0 : length;
    }

    /// <summary>Writes what was measured; what is left over is filled with the delimiter.</summary>
    internal void Write(Span<char> target)
    {
        target = Start(target);
        target = target[StorageField.Write(target, kind)..];
        foreach (string segment in _segments)
        {
            target[0] = StorageKeyPartitioner.Delimiter;
            target = target[(StorageField.Write(target[1..], segment) + 1)..];
        }

        target.Fill(StorageKeyPartitioner.Delimiter);
    }

    /// <summary>Writes fields of which each stands as it is, without looking at them a second time.</summary>
    internal void WritePlain(Span<char> target)
    {
        target = Copy(kind, Start(target));
        foreach (string segment in _segments)
        {
            target[0] = StorageKeyPartitioner.Delimiter;
            target = Copy(segment, target[1..]);
        }

        target.Fill(StorageKeyPartitioner.Delimiter);
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

    private Span<char> Start(Span<char> target)
    {
        target = Copy(tenant, Copy(Root, target));
        target[0] = StorageKeyPartitioner.Delimiter;
        return target[1..];
    }

    private static Span<char> Copy(string text, Span<char> target)
    {
        text.CopyTo(target);
        return target[text.Length..];
    }
}

namespace OpenClaw.Tenancy.Secrets.Tests.Swaps;

/// <summary>One stored field, or several that belong together: read from what is stored, and put into it.</summary>
/// <param name="Name">Which it is.</param>
/// <param name="At">Of which version or key it is, counted from 1; 0 for what is of all of them.</param>
/// <param name="Get">Reads it.</param>
/// <param name="Set">Puts another value in its place; null where it takes none of that kind.</param>
internal sealed record Field<T>(string Name, int At, Func<T, object?> Get, Func<T, object?, T?> Set)
    where T : class
{
    public override string ToString() => At == 0 ? Name : $"{Name} of {At}";

    /// <summary>What two stored things are once a field of the one and a field of the other were exchanged; null where they are of two kinds.</summary>
    public static (T One, T Other)? Swapped(T one, Field<T> here, T other, Field<T> there)
    {
        (object? mine, object? theirs) = (here.Get(one), there.Get(other));
        if (ReferenceEquals(one, other))
        {
            return here.Set(one, theirs) is { } half && there.Set(half, mine) is { } whole ? (whole, whole) : null;
        }

        return here.Set(one, theirs) is { } first && there.Set(other, mine) is { } second ? (first, second) : null;
    }
}

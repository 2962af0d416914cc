import {
  type BufferGeometry,
  DynamicDrawUsage,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  type Material,
  Mesh,
  type Object3D,
} from 'three';

/** One draw call: a shape repeated `count` times with per-instance numbers. Grows by doubling; never one object per thing drawn. */
export class InstancedBatch<Name extends string> {
  readonly mesh: Mesh<InstancedBufferGeometry, Material>;
  readonly #base: BufferGeometry;
  readonly #sizes: Readonly<Record<Name, number>>;
  #capacity = 0;

  /** `sizes`: components per instance of each attribute. Takes over `base`; the material stays the caller's. */
  constructor(base: BufferGeometry, material: Material, sizes: Readonly<Record<Name, number>>) {
    this.#base = base;
    this.#sizes = sizes;
    this.mesh = new Mesh(this.#geometry(16), material);
    this.mesh.frustumCulled = false;
    this.mesh.visible = false;
  }

  /** Array of one attribute with room for `count` instances; write it, then `commit`. */
  arrays(count: number): Readonly<Record<Name, Float32Array>> {
    if (count > this.#capacity) {
      const old = this.mesh.geometry;
      this.mesh.geometry = this.#geometry(Math.max(count, this.#capacity * 2));
      old.dispose();
    }
    const arrays = {} as Record<Name, Float32Array>;
    for (const name of this.#names()) arrays[name] = this.mesh.geometry.getAttribute(name).array as Float32Array;
    return arrays;
  }

  commit(count: number): void {
    const geometry = this.mesh.geometry;
    geometry.instanceCount = count;
    this.mesh.visible = count > 0;
    for (const name of this.#names()) {
      const attribute = geometry.getAttribute(name) as InstancedBufferAttribute;
      attribute.clearUpdateRanges();
      attribute.addUpdateRange(0, count * this.#sizes[name]);
      attribute.needsUpdate = true;
    }
  }

  addTo(parent: Object3D): this {
    parent.add(this.mesh);
    return this;
  }

  dispose(): void {
    this.mesh.removeFromParent();
    this.mesh.geometry.dispose();
    this.#base.dispose();
  }

  #names(): Name[] {
    return Object.keys(this.#sizes) as Name[];
  }

  #geometry(capacity: number): InstancedBufferGeometry {
    const geometry = new InstancedBufferGeometry();
    geometry.index = this.#base.index;
    for (const [name, attribute] of Object.entries(this.#base.attributes)) geometry.setAttribute(name, attribute);
    for (const name of this.#names()) {
      const attribute = new InstancedBufferAttribute(new Float32Array(capacity * this.#sizes[name]), this.#sizes[name]);
      geometry.setAttribute(name, attribute.setUsage(DynamicDrawUsage));
    }
    geometry.instanceCount = 0;
    this.#capacity = capacity;
    return geometry;
  }
}

import type { DataSource } from 'typeorm';
import { instanceEntity } from './entities/instance.js';
import { guardStore } from './guard-store.js';

/** The version that the last change of the configuration made. */
export const readConfigVersion = (dataSource: DataSource): Promise<number> =>
  guardStore(async () => {
    const instance = await dataSource.getRepository(instanceEntity).findOneByOrFail({ id: 1 });
    return instance.configVersion;
  });
